//! What README, CHANGELOG and docs say in numbers is what the code has.

use kube_status::Rule;

fn read(file: &str) -> String {
    let path = format!("{}/{file}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_changelog_begins_with_this_version_and_the_number_of_rules() {
    let changelog = read("CHANGELOG.md");
    let version = changelog.lines().find_map(|line| line.strip_prefix("## ")).expect("a version");
    assert!(version.starts_with(env!("CARGO_PKG_VERSION")), "{version}");
    assert!(changelog.contains(&format!("The rules: {} of them", Rule::ALL.len() - 1)));
}

#[test]
fn the_readme_names_two_commands_and_the_promised_minimum() {
    let readme = read("README.md");
    let first = readme.split("```").nth(1).expect("a block").trim_start_matches("sh\n");
    let commands: Vec<&str> = first.lines().map(|line| line.split(" #").next().unwrap().trim()).collect();
    assert_eq!(commands, ["make run", "make test"]);
    assert!(read("CHANGELOG.md").contains(concat!("Rust ", env!("CARGO_PKG_RUST_VERSION"))));
}

#[test]
fn no_page_is_long_and_no_file_knows_a_machine() {
    for page in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/docs")).expect("docs") {
        let path = page.expect("a page").path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("text");
        assert!(text.lines().count() <= 120, "{}", path.display());
        let machine = ["home", "root", "tmp"].iter().any(|folder| text.contains(&format!("/{folder}/")));
        assert!(!machine, "{} knows a machine", path.display());
    }
}
