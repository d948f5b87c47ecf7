//! A hash of a key: fast, and the same everywhere. It is no secret, so whoever uses it must bear keys that collide.

const WORD: usize = 8;
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// The hash of a key; its highest bits are the best.
pub(super) fn hash(key: &[u8]) -> u32 {
    let (words, rest) = key.as_chunks::<WORD>();
    let mut last = [0; WORD];
    for (byte, to) in rest.iter().zip(&mut last) {
        *to = *byte;
    }
    let mut hash = (key.len() as u64).wrapping_mul(MULTIPLIER);
    for word in words.iter().chain([&last]) {
        hash = (hash ^ u64::from_le_bytes(*word)).wrapping_mul(MULTIPLIER);
        hash ^= hash >> 32;
    }
    // The lower half is the upper one, mixed in.
    #[allow(clippy::cast_possible_truncation)]
    let hash = (hash.wrapping_mul(MULTIPLIER) >> 32) as u32;
    hash
}
