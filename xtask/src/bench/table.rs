//! The result as a table, for the terminal or for a document.

use std::time::Duration;

use super::{Row, volume::Volume};

const HEADER: [&str; 9] = [
    "Environments",
    "read",
    "written",
    "wall",
    "CPU",
    "peak memory",
    "floor: wall",
    "floor: CPU",
    "floor: peak memory",
];

/// Lays rows out in columns.
pub fn text(rows: &[Row], markdown: bool) -> String {
    let cells: Vec<[String; 9]> = rows.iter().map(cells).collect();
    let header = HEADER.map(str::to_owned);
    let widths: [usize; 9] = std::array::from_fn(|column| {
        let all = cells.iter().chain([&header]);
        all.map(|row| row[column].len()).max().unwrap_or(0)
    });
    let mut lines = vec![line(&header, &widths, markdown)];
    if markdown {
        let rule = std::array::from_fn(|column| {
            let dashes = "-".repeat(widths[column].saturating_sub(1));
            if column == 0 {
                format!("{dashes}-")
            } else {
                format!("{dashes}:")
            }
        });
        lines.push(line(&rule, &widths, markdown));
    }
    lines.extend(cells.iter().map(|row| line(row, &widths, markdown)));
    lines.join("\n")
}

fn line(cells: &[String; 9], widths: &[usize; 9], markdown: bool) -> String {
    let padded: Vec<String> = cells
        .iter()
        .zip(widths)
        .enumerate()
        .map(|(column, (cell, &width))| {
            if column == 0 {
                format!("{cell:width$}")
            } else {
                format!("{cell:>width$}")
            }
        })
        .collect();
    if markdown {
        format!("| {} |", padded.join(" | "))
    } else {
        padded.join("  ")
    }
}

fn cells(row: &Row) -> [String; 9] {
    [
        row.name.clone(),
        volume(&row.read),
        volume(&row.written),
        seconds(row.render.wall),
        seconds(row.render.cpu),
        mebibytes(row.render.peak),
        seconds(row.floor.wall),
        seconds(row.floor.cpu),
        mebibytes(row.floor.peak),
    ]
}

fn volume(volume: &Volume) -> String {
    format!("{} in {} files", mebibytes(volume.bytes), volume.files)
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

/// Writes bytes with one decimal, in whole numbers all the way.
fn mebibytes(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1 << 20);
    format!("{}.{} MiB", tenths / 10, tenths % 10)
}
