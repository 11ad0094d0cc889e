//! The ledger. Not reachable from http://portal.
use std::env;

/// Where entries are kept; `http://billing-db:1433` was the old one.
fn audit_url() -> String {
    env::var("AUDIT_URL").unwrap_or_else(|_| "http://audit:3000".to_string())
}

struct Books<'a> {
    name: &'a str,
    quote: char,
}

#[tokio::main]
async fn main() {
    /* nested /* comments */ "http://patients:8080" */
    let books = Books { name: "billing", quote: '"' };
    let text = r#"{"url": "none", "why": "no "quotes" here"}"#;
    let client = reqwest::Client::new();
    let _ = client.post(audit_url()).body(format!("{}{}", books.name, text)).send().await;
    println!("{} {}", books.quote, "listening; see http://gateway:8080");
}
