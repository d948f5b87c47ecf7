//! How many crates of other people each feature brings: the table of `docs/rust.md` is true.

use std::collections::BTreeSet;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const GUIDE: &str = include_str!("../../docs/rust.md");

/// More would be a decision; fewer are welcome.
const MOST: [(&str, usize); 5] = [("none", 27), ("gzip", 32), ("client", 30), ("reqwest", 99), ("gloo-net", 43)];

/// Names and versions of all that a feature is compiled with, build scripts and macros aside that it does not need.
fn crates_of(feature: &str) -> BTreeSet<String> {
    let target = if feature == "gloo-net" { "wasm32-unknown-unknown" } else { "x86_64-unknown-linux-gnu" };
    let features = if feature == "none" { String::new() } else { format!("--features={feature}") };
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--package=powens-users", "--edges=normal", "--prefix=none", "--format={p}"])
        .arg(format!("--target={target}"))
        .args(Some(features).filter(|features| !features.is_empty()))
        .current_dir(ROOT)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).unwrap();
    let name_and_version = |line: &str| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
    printed
        .lines()
        .map(name_and_version)
        .filter(|name| !name.is_empty() && !name.starts_with("powens-users "))
        .collect()
}

#[test]
fn each_feature_brings_as_many_crates_as_the_guide_says_and_no_more() {
    for (feature, most) in MOST {
        let crates = crates_of(feature);
        let name = if feature == "none" { feature.to_owned() } else { format!("`{feature}`") };
        let row = GUIDE.lines().find(|line| line.starts_with(&format!("| {name} |"))).unwrap();
        let told: usize = row.trim_end_matches('|').rsplit('|').next().unwrap().trim().parse().unwrap();
        assert_eq!(told, crates.len(), "docs/rust.md of {feature}: {crates:#?}");
        assert!(crates.len() <= most, "{feature} brings {} crates, at most {most} are meant to come", crates.len());
    }
}
