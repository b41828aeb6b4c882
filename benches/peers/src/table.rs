//! What was measured: printed as one table, and written into the page.

use crate::readers::{ADVICE, EXTRACT, REFERENCE};
use serde::Deserialize;

/// What one reader needs for one body of a class. The lines that Python and Go print are the same.
#[derive(Deserialize)]
pub struct Row {
    pub reader: String,
    pub class: String,
    pub ns: f64,
    pub instructions: Option<f64>,
    /// How often, and how many bytes.
    pub allocations: Option<[f64; 2]>,
}

pub struct Table {
    pub rows: Vec<Row>,
    /// The names of the classes, and the length of a body.
    pub classes: Vec<(&'static str, usize)>,
}

/// The classes whose allocations are on the page, and of which its first sentences speak.
const SAMPLES: [&str; 2] = ["404", "422, 100 causes"];
const BEGIN: &str = "<!-- written by make bench -->\n";
const END: &str = "<!-- end -->\n";

impl Table {
    pub fn find(&self, reader: &str, class: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.reader == reader && row.class == class)
    }

    /// How its time compares with the reference.
    fn ratio(&self, row: &Row) -> String {
        match self.find(REFERENCE, &row.class).map(|reference| row.ns / reference.ns) {
            Some(ratio) if ratio < 0.01 => "< 0.01".into(),
            Some(ratio) => format!("{ratio:.2}"),
            None => "-".into(),
        }
    }

    /// In the order in which they were measured.
    fn readers(&self) -> Vec<&str> {
        let mut readers = Vec::new();
        for row in &self.rows {
            if !readers.contains(&row.reader.as_str()) {
                readers.push(&row.reader);
            }
        }
        readers
    }

    pub fn text(&self) -> String {
        let mut text = format!(
            "{:42} {:>12} {:>8} {:>14} {:>12} {:>12}\n",
            "", "ns", "ratio", "instructions", "allocations", "bytes"
        );
        for (class, length) in &self.classes {
            text += &format!("{class} ({} bytes)\n", grouped(*length as f64));
            for row in self.rows.iter().filter(|row| row.class == *class) {
                let [calls, bytes] = row.allocations.map_or(["-".into(), "-".into()], |both| both.map(rounded));
                text += &format!(
                    "  {:40} {:>12} {:>8} {:>14} {calls:>12} {bytes:>12}\n",
                    row.reader,
                    rounded(row.ns),
                    self.ratio(row),
                    row.instructions.map_or("-".into(), grouped),
                );
            }
        }
        text
    }

    /// One line for each reader.
    fn markdown(&self) -> String {
        let titles: String =
            self.classes.iter().map(|(class, length)| format!(" {class} ({}) |", grouped(*length as f64))).collect();
        let more: String = SAMPLES.iter().map(|class| format!(" allocations, {class} |")).collect();
        let columns = self.classes.len() + SAMPLES.len();
        let mut text = format!("| (bytes) |{titles}{more}\n|---|{}\n", "--:|".repeat(columns));
        for reader in self.readers() {
            let times = self.classes.iter().map(|(class, _)| {
                let row = self.find(reader, class)?;
                let instructions = row.instructions.map(|count| format!(" / {}", grouped(count))).unwrap_or_default();
                Some(format!("{} ({}){instructions}", rounded(row.ns), self.ratio(row)))
            });
            let allocations = SAMPLES.iter().map(|class| {
                let [calls, bytes] = self.find(reader, class)?.allocations?;
                Some(format!("{} ({} B)", rounded(calls), grouped(bytes)))
            });
            let cells: String =
                times.chain(allocations).map(|cell| format!(" {} |", cell.as_deref().unwrap_or("-"))).collect();
            text += &format!("| {reader} |{cells}\n");
        }
        text
    }

    /// How much time these need, and how that compares.
    fn sample(&self, reader: &str, class: &str) -> String {
        let row = self.find(reader, class);
        row.map_or("-".into(), |row| format!("{} ns ({})", rounded(row.ns), self.ratio(row)))
    }

    /// The page with these numbers, and what they were measured with, in the place of those that are in it.
    pub fn put_into(&self, page: &str, with: &str) -> Result<String, String> {
        let (before, rest) = page.split_once(BEGIN).ok_or("the page has no place for the table")?;
        let (_, after) = rest.split_once(END).ok_or("the place for the table has no end")?;
        let [small, large] = SAMPLES.map(|class| [ADVICE, EXTRACT].map(|reader| self.sample(reader, class)));
        let answer = format!(
            "A 404 becomes advice in {}, a 422 with 100 causes in {}; with every text taken out\n\
             that is {} and {}. In brackets: times what yyjson needs to read the same.\n\
             Nothing is allocated.\n",
            small[0], large[0], small[1], large[1]
        );
        Ok(format!("{before}{BEGIN}\n{answer}\n{}\n{with}\n\n{END}{after}", self.markdown()))
    }
}

/// One digit behind the point where that says something.
fn rounded(number: f64) -> String {
    if number < 100.0 && number.fract() != 0.0 {
        format!("{number:.1}")
    } else {
        grouped(number)
    }
}

/// 12,345
pub fn grouped(number: f64) -> String {
    let number = number.round();
    if number < 1000.0 {
        number.to_string()
    } else {
        format!("{},{:03}", grouped((number / 1000.0).floor()), number % 1000.0)
    }
}
