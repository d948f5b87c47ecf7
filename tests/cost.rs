//! What a check costs does not depend on what a sender chooses: memory is bounded, time that of any body of the length.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::arithmetic_side_effects)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use powens_users::check::{IssueCode, MAX_KEYS};
use powens_users::internals::{Options, Scan};
use powens_users::model::User;

/// The allocator of the system, which counts the bytes that are held, and the most that ever were.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: it hands everything on as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Ordering::SeqCst) + layout.size();
        PEAK.fetch_max(held, Ordering::SeqCst);
        // SAFETY: the layout is the caller's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::SeqCst);
        // SAFETY: pointer and layout are the caller's.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Tests of one process would count each other's bytes and share its time.
static ALONE: Mutex<()> = Mutex::new(());

const LENGTH: usize = 2_000_000;

fn members(count: usize, key: impl Fn(usize) -> String) -> String {
    (0..count).map(|index| format!(r#""{}":0"#, key(index))).collect::<Vec<_>>().join(",")
}

/// A body of about [`LENGTH`] bytes: a user with an array of such items.
fn with_items(mut item: impl FnMut(usize) -> String) -> String {
    let mut body = r#"{"id":1,"x":["#.to_owned();
    for index in 0.. {
        body.push_str(&item(index));
        if body.len() > LENGTH {
            break;
        }
        body.push(',');
    }
    body + "]}"
}

/// The same as `src/check/hash.rs` has it, so that keys can be made to collide.
fn hash(key: &str) -> u64 {
    const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;
    let (words, rest) = key.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let mix = |hash: u64, word: &[u8; 8]| {
        let hash = (hash ^ u64::from_le_bytes(*word)).wrapping_mul(MULTIPLIER);
        hash ^ hash >> 32
    };
    let start = (key.len() as u64).wrapping_mul(MULTIPLIER);
    words.iter().chain([&last]).fold(start, mix).wrapping_mul(MULTIPLIER) >> 32
}

/// Keys whose hashes begin alike.
fn colliding_keys(count: usize) -> Vec<String> {
    (0_u64..).map(|index| format!("{index:x}")).filter(|key| hash(key) >> 22 == 5).take(count).collect()
}

fn hostile_bodies() -> Vec<(&'static str, String)> {
    let short = |count, from: usize| members(count, move |index| format!("{:x}", index + from));
    let full = format!("{{{}}}", short(MAX_KEYS, 0));
    let long = format!("{{{}}}", members(MAX_KEYS, |index| format!("{index:0>100}")));
    let colliding = colliding_keys(3000);
    let colliding = format!("{{{}}}", members(colliding.len(), |index| colliding[index].clone()));
    vec![
        ("the same key", format!(r#"{{"id":1,{}"y":1}}"#, r#""z":1,"#.repeat(LENGTH / 6))),
        ("many keys", with_items(|_| full.clone())),
        ("long keys", with_items(|_| long.clone())),
        ("escaped keys", with_items(|_| format!("{{{}}}", members(1000, |index| format!("\\u0061{index}"))))),
        ("new keys", with_items(|item| format!("{{{}}}", short(64, 64 * item)))),
        ("a new key", with_items(|item| format!("{{{}}}", short(1, item)))),
        (
            "other orders",
            with_items(|item| format!("{{{}}}", members(70, |index| format!("{}", (index * 7 + item) % 70)))),
        ),
        ("keys that collide", with_items(|_| colliding.clone())),
        ("deep objects", with_items(|_| r#"{"a":"#.repeat(120) + "0" + &"}".repeat(120))),
        ("one long key", format!(r#"{{"id":1,"{}":0}}"#, "k".repeat(LENGTH))),
    ]
}

/// Checks a body, one time after the other with the same check.
fn check_in_windows(scan: &mut Scan, body: &str) -> Option<IssueCode> {
    scan.begin(User::SHAPE, Options { max_issues: 100, ..Options::default() });
    let (mut start, mut end) = (0, 0);
    while end < body.len() && !scan.is_stopped() {
        end = body.len().min(end + 131_072);
        start += scan.feed(&body.as_bytes()[start..end], end == body.len());
    }
    scan.finish().refusal.map(|refusal| refusal.issues[0].code)
}

#[test]
fn no_body_takes_much_memory() {
    let _alone = ALONE.lock();
    for (name, body) in hostile_bodies() {
        let before = HELD.load(Ordering::SeqCst);
        let mut scan = Scan::default();
        PEAK.store(before, Ordering::SeqCst);
        check_in_windows(&mut scan, &body);
        let peak = PEAK.load(Ordering::SeqCst) - before;
        assert!(peak < 3 << 20, "{name}: {peak} bytes");
        check_in_windows(&mut scan, r#"{"id":1}"#);
        let held = HELD.load(Ordering::SeqCst) - before;
        assert!(held < 128 << 10, "{name}: {held} bytes are held");
    }
}

#[test]
fn keys_that_collide_are_told_apart() {
    let _alone = ALONE.lock();
    let keys = colliding_keys(400);
    let body = |again: &str| format!(r#"{{"id":1,{}{again}}}"#, members(keys.len(), |index| keys[index].clone()));
    let mut scan = Scan::default();
    assert_eq!(check_in_windows(&mut scan, &body("")), None);
    for key in &keys {
        assert_eq!(
            check_in_windows(&mut scan, &body(&format!(r#","{key}":1"#))),
            Some(IssueCode::DuplicateKey),
            "{key}"
        );
    }
}

#[test]
fn no_body_takes_much_longer_than_another_of_its_length() {
    let _alone = ALONE.lock();
    let time = |body: &str| {
        let mut scan = Scan::default();
        let mut once = || {
            let start = Instant::now();
            check_in_windows(&mut scan, body);
            start.elapsed()
        };
        (0..3).map(|_| once()).min().unwrap_or(Duration::MAX)
    };
    let normal = time(&with_items(|index| format!(r#"{{"id":{index},"name":"a name","active":true}}"#)));
    for (name, body) in hostile_bodies() {
        let taken = time(&body);
        let ratio = taken.as_secs_f64() / normal.as_secs_f64();
        // Twice what it is. Optimised, the normal body gains more than others. Work that grows with the square of the length
        // would be hundreds of times as much.
        let most = if cfg!(debug_assertions) { 8.0 } else { 80.0 };
        assert!(ratio < most, "{name}: {ratio:.1} times as long");
    }
}
