//! The body of an answer, which may be any object: its bytes as they come, in pieces of bounded length.

use bytes::Bytes;
use js_sys::{JSON, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::cause::cause_of;
use super::foreign::{Method, ignore, property, readable, settled};
use super::pieces::Pieces;
use super::request::Abort;
use crate::client::{Body, TransportError};
use crate::foreign_error::ForeignError;

/// The body of an answer of [`GlooNet`](super::GlooNet). Dropped before its end, it ends its request.
#[derive(Debug)]
pub struct GlooNetBody {
    source: Source,
    /// What is left of what came.
    pieces: Option<Pieces>,
    abort: Abort,
}

#[derive(Debug)]
enum Source {
    /// Nobody has asked for the body yet.
    Response(JsValue),
    Reader(Reader),
    /// All of it has come.
    End,
    /// It broke off, which is no end.
    Broken,
}

impl GlooNetBody {
    pub(super) const fn new(response: JsValue, abort: Abort) -> Self {
        Self { source: Source::Response(response), pieces: None, abort }
    }

    async fn next(&mut self) -> Result<Option<Bytes>, ForeignError> {
        loop {
            if let Some(piece) = self.pieces.as_mut().map_or(Ok(None), Pieces::next)? {
                return Ok(Some(piece));
            }
            self.pieces = None;
            match &mut self.source {
                Source::Response(response) => {
                    let response = response.clone();
                    (self.source, self.pieces) = open(&response).await?;
                }
                Source::Reader(reader) => match reader.read().await? {
                    // Given to the caller though it be empty: a stream that is always ready gives timers no turn, and the caller
                    // has a clock.
                    Some(pieces) if pieces.is_empty() => return Ok(Some(Bytes::new())),
                    Some(pieces) => self.pieces = Some(pieces),
                    None => self.source = Source::End,
                },
                Source::End => {
                    self.abort.disarm();
                    return Ok(None);
                }
                Source::Broken => return Err(ForeignError::of_text("the body broke off before")),
            }
        }
    }
}

impl Body for GlooNetBody {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        let next = self.next().await;
        next.map_err(|cause| {
            self.let_go();
            self.source = Source::Broken;
            TransportError::from_cause(cause)
        })
    }
}

impl GlooNetBody {
    /// Lets go of a body that nobody reads, so that its connection is free. A reader does so by itself.
    fn let_go(&self) {
        if let Source::Response(response) = &self.source {
            ignore(Method::of(&property(response, "body"), "cancel"));
        }
    }
}

impl Drop for GlooNetBody {
    fn drop(&mut self) {
        self.let_go();
    }
}

/// The body from its stream where it has one, else from `arrayBuffer`, `text` or `json`. A body that is there and cannot be read, or that
/// somebody else has read, is not an empty one: that would confirm a delete.
async fn open(response: &JsValue) -> Result<(Source, Option<Pieces>), ForeignError> {
    if thrown(readable(response, "bodyUsed"))?.as_bool() == Some(true) {
        return Err(ForeignError::of_text("somebody else has read the body"));
    }
    let body = thrown(readable(response, "body"))?;
    if let Some(get_reader) = Method::of(&body, "getReader").filter(|_| body.is_object()) {
        let reader = thrown(get_reader.call(&[]))?;
        return Ok((Source::Reader(Reader::new(reader)?), None));
    }
    if let Some(pieces) = Pieces::of(&body) {
        return Ok((Source::End, Some(pieces)));
    }
    let mut is_there = !body.is_undefined() && !body.is_null();
    for name in ["arrayBuffer", "text", "json"] {
        if let Some(read) = Method::of(response, name) {
            let given = thrown(settled(&thrown(read.call(&[]))?).await)?;
            let given = if name == "json" { thrown(JSON::stringify(&given))?.into() } else { given };
            return Pieces::of(&given).map(|pieces| (Source::End, Some(pieces))).ok_or_else(no_bytes);
        }
        is_there |= thrown(Reflect::has(response, &JsValue::from_str(name)))?;
    }
    if is_there { Err(no_bytes()) } else { Ok((Source::End, None)) }
}

fn thrown<T>(result: Result<T, JsValue>) -> Result<T, ForeignError> {
    result.map_err(|thrown| cause_of(&thrown))
}

fn no_bytes() -> ForeignError {
    ForeignError::of_text("the body is neither a stream, text nor bytes")
}

/// A reader of a stream, which lets go of it where it is not read to its end.
struct Reader {
    reader: JsValue,
    read: Method,
    is_read: bool,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("is_read", &self.is_read).finish_non_exhaustive()
    }
}

impl Reader {
    fn new(reader: JsValue) -> Result<Self, ForeignError> {
        let read = Method::of(&reader, "read").ok_or_else(|| ForeignError::of_text("the stream has no read()"))?;
        Ok(Self { reader, read, is_read: false })
    }

    /// What comes next; `None` at the end.
    async fn read(&mut self) -> Result<Option<Pieces>, ForeignError> {
        let step: JsFuture = settled(&thrown(self.read.call(&[]))?);
        let step = thrown(step.await)?;
        if thrown(readable(&step, "done"))?.is_truthy() {
            self.is_read = true;
            return Ok(None);
        }
        Pieces::of(&thrown(readable(&step, "value"))?).map(Some).ok_or_else(no_bytes)
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if !self.is_read {
            ignore(Method::of(&self.reader, "cancel"));
        }
    }
}
