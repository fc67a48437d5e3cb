use super::*;
use proptest::prelude::*;
use signed_note::StandardSigner;

/// The pair of keys of golang.org/x/mod/sumdb/note's documentation.
const SECRET: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const OTHER_KEY: &str = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";

/// Every node of the tree of these lines.
fn tree(lines: &[String]) -> Nodes {
    let mut nodes = Nodes::default();
    for (place, line) in (0u64..).zip(lines) {
        let made = stored_hashes_for_record_hash(place, record_hash(line.as_bytes()), &nodes).unwrap();
        nodes.0.extend((stored_hash_index(0, place)..).zip(made));
    }
    nodes
}

fn head(nodes: &Nodes, size: u64, lines: Option<u64>) -> Head {
    Head { origin: "PeterNeumann".into(), size, root: tree_hash(size, nodes).unwrap(), lines }
}

fn sign(head: &Head) -> String {
    let mut note = Note::new(head.text().unwrap().as_bytes(), &[]).unwrap();
    note.add_sigs(&[&StandardSigner::new(SECRET).unwrap()]).unwrap();
    String::from_utf8(note.to_bytes()).unwrap()
}

/// Lines of three people and of nobody in turn, each numbered among those of its person; those of the first are told later.
fn lines(count: usize) -> Vec<String> {
    let mut newest = [0; 4];
    (0..count)
        .map(|at| {
            newest[at % 4] += 1;
            let number = if at % 4 == 3 || at == 4 { "null".to_owned() } else { newest[at % 4].to_string() };
            format!("[1,\"{at:064x}\",{number},\"mansfield\"]")
        })
        .collect()
}

/// What the second of the three would be sent.
fn bundle(all: &[String]) -> Bundle {
    let nodes = tree(all);
    let size = all.len() as u64;
    let own: Vec<(u64, String)> = (0u64..).zip(all.iter().cloned()).skip(1).step_by(4).collect();
    let wanted = nodes_of_lines(size, own.iter().map(|(place, _)| *place));
    let sent = Nodes(nodes.0.iter().filter(|(number, _)| wanted.contains(number)).map(|(n, h)| (*n, *h)).collect());
    Bundle { waiting: 2, nodes: sent, receipt: sign(&head(&nodes, size, Some(own.len() as u64))), lines: own }
}

#[test]
fn the_tree_is_the_one_of_rfc_6962() {
    // The leaves and roots of Certificate Transparency's own tests.
    let leaves: [&[u8]; 8] = [b"", b"\0", b"\x10", b" !", b"01", b"@ABC", b"PQRSTUVW", b"`abcdefghijklmno"];
    let mut nodes = Nodes::default();
    for (place, leaf) in (0u64..).zip(leaves) {
        let made = stored_hashes_for_record_hash(place, record_hash(leaf), &nodes).unwrap();
        nodes.0.extend((stored_hash_index(0, place)..).zip(made));
    }
    let root = |size| tree_hash(size, &nodes).unwrap().to_string();
    // 6e340b9c…, 5dc9da79… in hexadecimal, as they stand there.
    assert_eq!(root(1), "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=");
    assert_eq!(root(8), "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=");
}

#[test]
fn a_head_signed_by_another_is_not_the_librarys() {
    let note = sign(&head(&tree(&lines(5)), 5, None));
    assert_eq!(Head::signed(&note, KEY).unwrap().size, 5);
    assert_eq!(Head::signed(&note, OTHER_KEY), Err(Doubt::OtherLedger));
    let other_number = note.replacen("\n5\n", "\n6\n", 1);
    assert_eq!(Head::signed(&other_number, KEY), Err(Doubt::Signature));
    for other in ["", "hello", "PeterNeumann\n5\nx\n\n— PeterNeumann x\n"] {
        assert_eq!(Head::signed(other, KEY), Err(Doubt::Unreadable), "{other:?}");
    }
}

#[test]
fn a_receipt_reads_as_well_from_paper_and_from_a_mail() {
    let receipt = bundle(&lines(20)).receipt;
    let pasted = format!("\r\n  {}\r\n\r\n", receipt.trim().replace('\n', "\r\n"));
    assert_eq!(Head::signed(&pasted, KEY).unwrap().lines, Some(5));
}

#[test]
fn a_line_that_was_taken_out_is_missed() {
    let mut one = bundle(&lines(40));
    assert_eq!(one.check(KEY).unwrap().lines, Some(10));
    one.lines.remove(3);
    assert_eq!(one.check(KEY), Err(Doubt::Missing(4)));
}

#[test]
fn a_line_that_is_told_later_leaves_no_gap() {
    // The first of the three: their second line is told later.
    let all = lines(12);
    let nodes = tree(&all);
    let own: Vec<(u64, String)> = (0u64..).zip(all).step_by(4).filter(|(place, _)| *place != 4).collect();
    assert_eq!(own.iter().map(|(_, line)| number_of(line).unwrap()).collect::<Vec<_>>(), [Some(1), Some(3)]);
    // So the portal gives the line after it the number 2; with the number 3 there would be one missing.
    let one = Bundle { waiting: 0, receipt: sign(&head(&nodes, 12, Some(3))), nodes, lines: own };
    assert_eq!(one.check(KEY), Err(Doubt::Missing(2)));
}

#[test]
fn a_tree_of_the_same_size_is_the_same_one_or_was_rewritten() {
    let all = lines(5);
    let now = head(&tree(&all), 5, None);
    let mut others = all;
    others[2].push(' ');
    assert_eq!(now.contains(&now, &vec![]), Ok(()));
    assert_eq!(now.contains(&head(&tree(&others), 5, None), &vec![]), Err(Doubt::Rewritten));
}

#[test]
fn a_head_is_made_of_the_nodes_that_are_named_for_it() {
    for (size, count) in (1u64..).zip(1..70) {
        let all = tree(&lines(count));
        let named = nodes_of_head(size);
        let some =
            Nodes(all.0.iter().filter(|(number, _)| named.contains(number)).map(|(n, hash)| (*n, *hash)).collect());
        assert_eq!(tree_hash(size, &some).unwrap(), tree_hash(size, &all).unwrap());
        assert_eq!(some.0.len(), named.len(), "each is there");
    }
}

proptest! {
    #[test]
    fn what_is_sent_reads_back_and_holds(count in 2usize..200) {
        let one = bundle(&lines(count));
        let read = Bundle::read(&one.write()).unwrap();
        prop_assert_eq!(&read, &one);
        let head = read.check(KEY).unwrap();
        prop_assert_eq!(head.size, count as u64);
    }

    #[test]
    fn one_other_sign_in_a_line_is_found(count in 2usize..200, which in any::<prop::sample::Index>(), at in 80usize..88) {
        let mut one = bundle(&lines(count));
        let which = which.index(one.lines.len());
        let line = &mut one.lines[which].1;
        let at = at.min(line.len() - 1);
        line.replace_range(at..=at, "?");
        prop_assert!(matches!(one.check(KEY), Err(Doubt::Altered(_))), "{:?}", one.check(KEY));
    }

    #[test]
    fn a_later_tree_contains_an_earlier_one_and_no_other(former in 1usize..120, more in 0usize..120, other in any::<prop::sample::Index>()) {
        let all = lines(former + more);
        let (nodes, size) = (tree(&all), (former + more) as u64);
        let wanted = nodes_of_growth(former as u64, size);
        let sent = Nodes(nodes.0.iter().filter(|(number, _)| wanted.contains(number)).map(|(n, h)| (*n, *h)).collect());
        let proof = prove_tree(size, former as u64, &sent).unwrap();
        let (now, before) = (head(&nodes, size, None), head(&nodes, former as u64, None));
        let growth = Growth { former: former as u64, proof, note: sign(&now) };
        let read = Growth::read(&growth.write()).unwrap();
        prop_assert_eq!(&read, &growth);
        prop_assert_eq!(now.contains(&before, &read.proof), Ok(()));

        // One line of the earlier tree was another.
        let mut changed = all[..former].to_vec();
        changed[other.index(former)].push(' ');
        prop_assert_eq!(now.contains(&head(&tree(&changed), former as u64, None), &read.proof), Err(Doubt::Rewritten));
        if more > 0 {
            prop_assert_eq!(before.contains(&now, &read.proof), Err(Doubt::Shorter));
        }
    }

    #[test]
    fn nothing_that_is_typed_panics(text in "\\PC{0,80}|(old|node|line|waiting|\\[1,\"| |\n|[0-9a-zA-Z+/=]{1,44}){0,20}") {
        let _: Option<Bundle> = Bundle::read(&text);
        let _: Option<Growth> = Growth::read(&text);
        let _: Result<Head, Doubt> = Head::signed(&text, KEY);
        let _: Result<Option<u64>, Doubt> = number_of(&text);
    }
}
