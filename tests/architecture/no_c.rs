//! No C (不含 C 代码): no crate that compiles it, looks for it or binds to it is in the lock file, for whatever feature.

/// They only name what the operating system takes and gives: Rust throughout.
const NAMES_ONLY: [&str; 4] = ["linux-raw-sys", "windows-sys", "js-sys", "web-sys"];

#[test]
fn nothing_compiles_or_links_c() {
    let lock = include_str!("../../Cargo.lock");
    let names = lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    let brings_c = |name: &&str| {
        matches!(*name, "cc" | "cmake" | "bindgen" | "pkg-config" | "vcpkg" | "nasm-rs" | "autotools")
            || name.ends_with("-sys") && !NAMES_ONLY.contains(name)
    };
    let found: Vec<&str> = names.filter(brings_c).collect();
    assert!(found.is_empty(), "{found:?}");
}
