//! Compressed bodies.

use super::reason::BodyFault;

/// How far any compressed body is inflated, whoever sent it.
const SAFE_BYTES: u64 = 4 << 20;

/// How many times its length a larger one is inflated. JSON of Powens shrinks to a tenth or so, a bomb to a thousandth.
const SAFE_RATIO: u64 = 128;

/// How far the body of a stranger is inflated.
pub fn safe_bytes(body: &[u8]) -> u64 {
    SAFE_BYTES.max(SAFE_RATIO.saturating_mul(body.len() as u64))
}

/// Most members of a body. Each costs a window of its own, however little it holds, and a stranger can put a hundred thousand into 2 MB.
#[cfg(feature = "gzip")]
const MAX_MEMBERS: usize = 16_384;

/// Why a body is not inflated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InflateError {
    /// It is damaged.
    #[cfg_attr(not(feature = "gzip"), allow(dead_code))]
    Damaged,
    /// It is larger than allowed.
    #[cfg_attr(not(feature = "gzip"), allow(dead_code))]
    TooLarge,
    /// This program is built without the feature `gzip`.
    #[cfg_attr(feature = "gzip", allow(dead_code))]
    Unsupported,
}

impl InflateError {
    /// What an error says of it. `most` is how far a body is inflated, `limit` the largest body of all.
    pub const fn fault(self, most: u64, limit: u64) -> BodyFault {
        match self {
            Self::Damaged => BodyFault::GzipInvalid,
            Self::Unsupported => BodyFault::GzipUnsupported,
            Self::TooLarge if most < limit => BodyFault::InflatesTooFar { most },
            Self::TooLarge => BodyFault::TooLarge { most },
        }
    }
}

/// Inflates a body, to so many bytes at most. Of several members one behind the other all are joined; a zero byte behind one ends
/// the body, as a file is padded. More than 16,384 of them count as damage.
#[cfg(feature = "gzip")]
pub(super) fn inflate(body: &[u8], most: u64) -> Result<Vec<u8>, InflateError> {
    use std::io::Read as _;

    let mut inflated = Vec::new();
    let mut rest = body;
    for _ in 0..MAX_MEMBERS {
        let mut member = flate2::bufread::GzDecoder::new(rest);
        // One byte more, which tells that there are more.
        let room = most.saturating_add(1).saturating_sub(inflated.len() as u64);
        let read = member.by_ref().take(room).read_to_end(&mut inflated);
        if inflated.len() as u64 > most {
            return Err(InflateError::TooLarge);
        }
        read.map_err(|_| InflateError::Damaged)?;
        rest = member.into_inner();
        if matches!(rest.first(), None | Some(0)) {
            return Ok(inflated);
        }
    }
    Err(InflateError::Damaged)
}

#[cfg(not(feature = "gzip"))]
pub(super) const fn inflate(_: &[u8], _: u64) -> Result<Vec<u8>, InflateError> {
    Err(InflateError::Unsupported)
}
