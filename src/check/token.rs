//! A member's beginning as a compact body writes it, compared by words.

/// Bytes that are compared at once.
const WORD: usize = 8;
/// Words of the longest token. A longer key is compared in the usual way.
const WORDS: usize = 4;
const LONGEST: usize = WORD * WORDS;
/// Bytes of a token beside those of its key.
const AROUND: usize = 4;

/// `,"key":`, as words. What is beyond its end is masked out.
pub(super) struct Token {
    words: [u64; WORDS],
    masks: [u64; WORDS],
    length: usize,
}

impl Token {
    /// Matches nothing.
    pub const NEVER: Self = Self { words: [0; WORDS], masks: [0; WORDS], length: usize::MAX };

    /// The token of a key without escapes.
    pub fn of_key(key: &[u8]) -> Self {
        let length = key.len().saturating_add(AROUND);
        if length > LONGEST {
            return Self::NEVER;
        }
        let mut token = Self { length, ..Self::NEVER };
        let bytes = b",\"".iter().chain(key).chain(b"\":");
        for (index, byte) in (0_usize..).zip(bytes) {
            let (at, shift) = (index / WORD, (index % WORD) << 3);
            if let (Some(word), Some(mask)) = (token.words.get_mut(at), token.masks.get_mut(at)) {
                *word |= u64::from(*byte) << shift;
                *mask |= 0xFF << shift;
            }
        }
        token
    }

    /// What stands behind the token, if `rest` begins with it and there is enough behind it to look at whole words.
    #[inline(always)]
    pub fn strip<'w>(&self, rest: &'w [u8]) -> Option<&'w [u8]> {
        match rest.split_first_chunk::<LONGEST>() {
            Some((head, _)) if self.begins(head) => rest.get(self.length..),
            Some(_) => None,
            // Only a small body gains by it, and there it would weigh more than it is worth.
            None if cfg!(target_arch = "wasm32") => None,
            None => self.strip_short(rest),
        }
    }

    /// The same where less than all words is left.
    fn strip_short<'w>(&self, rest: &'w [u8]) -> Option<&'w [u8]> {
        let mut head = [0; LONGEST];
        head.get_mut(..rest.len())?.copy_from_slice(rest);
        if self.begins(&head) { rest.get(self.length..) } else { None }
    }

    /// What stands behind the token without its comma, as the first key of an object has none.
    pub fn strip_first<'w>(&self, rest: &'w [u8]) -> Option<&'w [u8]> {
        let (start, _) = rest.split_first_chunk::<{ LONGEST - 1 }>()?;
        let mut head = [b','; LONGEST];
        head.split_first_mut()?.1.copy_from_slice(start);
        if self.begins(&head) { rest.get(self.length.checked_sub(1)?..) } else { None }
    }

    #[inline(always)]
    fn begins(&self, head: &[u8; LONGEST]) -> bool {
        let (chunks, _) = head.as_chunks::<WORD>();
        // Without iterators, which a build for size calls as functions.
        let ([one, two, three, four], [a, b, c, d], [of_a, of_b, of_c, of_d]) = (chunks, self.words, self.masks) else {
            return false;
        };
        let differs = |chunk: &[u8; WORD], word: u64, mask: u64| (u64::from_le_bytes(*chunk) ^ word) & mask;
        differs(one, a, of_a) | differs(two, b, of_b) | differs(three, c, of_c) | differs(four, d, of_d) == 0
    }
}
