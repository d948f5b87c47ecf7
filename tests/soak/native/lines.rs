//! What comes in, and what goes out.

use serde::{Deserialize, Serialize};

/// The first line.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Settings {
    pub base_url: String,
    pub at_a_time: usize,
    pub max_retries: u32,
    pub max_response_bytes: u64,
    /// What has not ended so long after its deadline hangs.
    pub hang_ms: u64,
    /// For the jitter of waits.
    pub random: Option<f64>,
}

/// A call: each of the other lines.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Planned {
    pub id: u64,
    #[serde(rename = "type")]
    pub kind: Kind,
    pub user_id: Option<u64>,
    pub offset: u64,
    pub deadline_ms: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    List,
    Get,
    Delete,
}

/// What became of a call.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Made {
    pub id: u64,
    #[serde(flatten)]
    pub said: Said,
    pub attempts: Vec<Attempt>,
    pub settled_ms: f64,
    /// How long after a timer of the same length that was started with the call.
    pub late_ms: f64,
}

/// What the client said of it.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Said {
    /// "ok", the kind of the error, or "hang".
    pub outcome: String,
    pub effect: Option<&'static str>,
    pub status: Option<u16>,
    pub request_id: Option<String>,
    /// The id of the user whom a get gave.
    pub answered_id: Option<u64>,
    /// `attempts()` of the error.
    pub error_attempts: Option<u32>,
}

/// What an event told.
#[derive(Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    pub status: Option<u64>,
    pub error_code: Option<String>,
}
