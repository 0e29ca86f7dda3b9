//! The page in a real browser: its filters work, and nothing of a value acts.

use std::process::{Command, Stdio};

use crate::{blueprint::Desk, hostile, repository::Repository};

/// Writes the page into the desk and returns the document as Chromium has it after its script ran.
fn opened(desk: &Desk, arguments: &[&str], hash: &str) -> Option<String> {
    let page = desk.command(arguments).output().unwrap().stdout;
    desk.write("page.html", page);
    let address = format!("file://{}{hash}", desk.path("page.html").display());
    let profile = desk.path("profile");
    let browser = Command::new("chromium")
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
        ])
        .args([
            "--no-first-run",
            "--disable-background-networking",
            "--disable-sync",
        ])
        .args([
            "--disable-component-update",
            "--disable-dev-shm-usage",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(&address)
        .stderr(Stdio::null())
        .output();
    let Ok(output) = browser else {
        println!("skipped: the page was not opened, because chromium is not installed");
        return None;
    };
    Some(String::from_utf8(output.stdout).unwrap())
}

/// The entries that are not hidden, by the text of their class and object.
fn shown(document: &str) -> Vec<&str> {
    let entries = document.split("<article ").skip(1);
    entries
        .filter(|entry| !entry.split('>').next().unwrap().contains("hidden"))
        .map(|entry| {
            entry
                .split("<h3>")
                .nth(1)
                .unwrap()
                .split("</h3>")
                .next()
                .unwrap()
        })
        .collect()
}

fn repository() -> Repository {
    let repository = Repository::rendered();
    repository.layer("topics: {orders: {retention: 1d, partitions: 12}}\ncluster: {nodePools: {brokers: {replicas: 5}}}");
    repository
}

#[test]
fn the_page_shows_everything_and_filters_it() {
    let repository = repository();
    let arguments = ["diff", "prod", "--format", "html"];
    let Some(all) = opened(&repository.0, &arguments, "") else {
        return;
    };
    let count = shown(&all).len();
    assert!(count >= 4, "{count}");
    assert!(all.contains(&format!("{count} of {count} shown")), "{all}");
    let losses = opened(&repository.0, &arguments, "#class=data-loss").unwrap();
    assert_eq!(shown(&losses), ["KafkaTopic kafka/orders (changed)"]);
    let found = opened(&repository.0, &arguments, "#q=kafkanodepool+more").unwrap();
    assert!(
        shown(&found).contains(&"KafkaNodePool kafka/brokers (changed)"),
        "{:?}",
        shown(&found)
    );
    assert!(!shown(&found).contains(&"KafkaTopic kafka/orders (changed)"));
    // The picture marks what differs, and not by colour alone.
    assert!(
        all.contains("broker, 5 nodes, 10Gi + 10Gi <em>(differs)</em>"),
        "{all}"
    );
}

#[test]
fn hostile_values_do_nothing_in_a_browser() {
    let desk = hostile::desk();
    let arguments = ["diff", "./before", "./after", "--format", "html"];
    let page = String::from_utf8(desk.command(&arguments).output().unwrap().stdout).unwrap();
    assert_eq!(page.matches("<script>").count(), 1);
    assert!(!page.contains("<img"), "{page}");
    let Some(document) = opened(&desk, &arguments, "") else {
        return;
    };
    assert!(
        document.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
        "{document}"
    );
    assert!(
        !document.contains("data-acted"),
        "a value acted: {document}"
    );
    assert!(
        document.contains(" shown</p>"),
        "the page's own script did not run: {document}"
    );
}

#[test]
fn the_page_asks_for_nothing_from_anywhere() {
    let repository = repository();
    let output = repository
        .0
        .command(&["diff", "prod", "--format", "html"])
        .output()
        .unwrap();
    let page = String::from_utf8(output.stdout).unwrap();
    for way in [
        "src=", "href=", "url(", "@import", "fetch(", "<link", "<iframe",
    ] {
        assert!(!page.contains(way), "{way}");
    }
    assert!(page.contains("default-src 'none'"));
}
