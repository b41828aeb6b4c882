//! What README, CHANGELOG and docs say in numbers is what the code has.

use kube_status::{Action, Request, Response, Rule, Verb};

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

/// The functions that tell names stand there as a kind.
#[test]
fn the_man_page_of_functions_has_them_all() {
    let (header, page) = (read("include/kube_status.h"), read("docs/man/kube_status.3"));
    let functions = header.lines().filter(|line| !line.starts_with("//")).filter_map(|line| {
        let (before, _) = line.split_once('(')?;
        let name = before.rsplit([' ', '*']).next()?;
        name.starts_with("kube_status_").then_some(name)
    });
    let functions: Vec<&str> = functions.filter(|name| !name.ends_with("_name")).collect();
    assert!(functions.len() > 20, "{functions:?}");
    for function in functions {
        assert!(page.contains(function), "docs/man/kube_status.3 does not know {function}");
    }
}

#[test]
fn the_man_page_of_the_program_has_its_exit_codes() {
    let page = read("docs/man/kube-status-explain.1").replace("\\-", "-");
    let told = |action: Action| format!("{}\t{action}", 10 + action as u8);
    for action in Action::ALL {
        let done = matches!(action, Action::Done | Action::AlreadyDone);
        let there = page.lines().any(|line| format!("{line}\t").contains(&format!("{}\t", told(*action))));
        assert_ne!(there, done, "{action}");
    }
}

/// The table of the conventions: each code with the rule that a plain answer of it gets, and what that says to do.
#[test]
fn the_readme_has_a_row_for_each_code_of_the_conventions() {
    let readme = read("README.md");
    let rows: Vec<Vec<&str>> = readme
        .lines()
        .filter(|line| line.starts_with("| ") && line.contains(" | `"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let codes = [200, 201, 204, 307, 400, 401, 403, 404, 405, 409, 410, 422, 429, 500, 503, 504];
    for code in codes {
        let rows: Vec<_> = rows.iter().filter(|row| row[0].split(", ").any(|one| one == code.to_string())).collect();
        assert!(!rows.is_empty(), "README has no row for {code}");
        for row in rows {
            let verb = Verb::from_name(row[1].trim_matches('`')).unwrap_or_else(|| panic!("{row:?}: a verb"));
            let request = Request::new(verb).timeout_ms(if code == 504 { 10_000 } else { 0 });
            let location = if code == 307 { "/elsewhere" } else { "" };
            let response = Response::new(code);
            let response = if location.is_empty() { response } else { response.header("Location", location) };
            let advice = request.advise(&response);
            let step = row[3].split('`').nth(1).expect("an action");
            let want = [row[2].trim_matches('`'), step];
            assert_eq!([advice.rule.as_str(), advice.action.as_str()], want, "{row:?}");
        }
    }
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
