//! A JSON line is read as the YAML that it is (JSON 与 YAML 同一棵树), however it is damaged.

#[path = "random_accounts/mod.rs"]
mod random_accounts;

use juesuan::{batch::synthetic::line, figures::Reference, report::House, source::Source, yaml};

/// The tree and the codes of what is wrong with it, as read by default and as read by the parser of YAML, which is what
/// reads a text that something is left out of.
fn both(text: &str) -> [(Option<String>, Vec<String>); 2] {
    let source = Source::new("一行", text);
    let arena = yaml::Arena::default();
    let mut faults = [Vec::new(), Vec::new()];
    let trees = [
        yaml::parse(&source, &arena, &mut faults[0]),
        yaml::parse_leaving_out(&source, "没有这一项", &arena, &mut faults[1]),
    ];
    let [by_default, as_yaml] = faults.map(|faults| faults.iter().map(|fault| format!("{fault:?}")).collect());
    let [tree, yaml_tree] = trees.map(|tree| tree.map(|node| format!("{node:?}")));
    [(tree, by_default), (yaml_tree, as_yaml)]
}

fn assert_same(text: &str) -> bool {
    let [by_default, as_yaml] = both(text).map(|read| format!("{read:?}"));
    assert_eq!(by_default, as_yaml, "{text}");
    by_default.starts_with("(Some")
}

fn random_lines() -> impl Iterator<Item = String> {
    let book = House::load("jilin-county", &Reference::shipped().catalogue).0.expect("a shipped book");
    (0..40).map(move |seed| {
        let accounts = random_accounts::made(seed, &book);
        line(&accounts)
    })
}

#[test]
fn whole_lines_give_the_same_tree() {
    for line in random_lines() {
        assert!(assert_same(&line), "{line}");
    }
}

#[test]
fn damaged_lines_give_the_same_tree_or_the_same_faults() {
    let (mut read, mut dice) = (0, 1_u64);
    let mut roll = |sides: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) as usize % sides
    };
    for line in random_lines() {
        // Some tables are as good as all, and quicker.
        let whole: serde_json::Map<_, _> = serde_json::from_str(&line).expect("JSON");
        let some = whole.into_iter().filter(|(_, table)| table.to_string().len() < 400).take(5);
        let line = serde_json::Value::Object(some.collect()).to_string();
        for _ in 0..60 {
            let mut characters: Vec<char> = line.chars().collect();
            for _ in 0..=roll(2) {
                let at = roll(characters.len());
                let odd = ['"', '\\', ',', ':', '：', '{', '}', '[', ']', '1', '-', '.', 'e', '\u{200b}', '#', '&'];
                match roll(3) {
                    0 => drop(characters.remove(at)),
                    1 => characters[at] = odd[roll(odd.len())],
                    _ => characters.insert(at, odd[roll(odd.len())]),
                }
            }
            read += usize::from(assert_same(&characters.into_iter().collect::<String>()));
        }
    }
    assert!(read > 300, "only {read} were read");
}
