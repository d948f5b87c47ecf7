// The steps of the inbox as Redis runs them: one script a step, one key a script, by the clock of the server.
//
// A key of the inbox is a hash. Names are short since each handled event keeps some for the whole retention:
//
//   h  SHA-256 of the body, 32 bytes
//   t  token of the claim, or of the one that ended it: a step that is sent twice finds itself
//   u  until when the claim is leased; there is a claim as long as there is `u`
//   a  attempts so far
//   r  what is kept, without the bytes (JSON); something is kept as long as there is `r`
//   b  the bytes
//   k  when it was kept; stays behind when it is dropped, as a place in the list
//
// Done is what is kept, and what has a token and no lease. The list is a sorted set of the inbox's keys by `k`.
//
// Replies are text alone, and arrays of it: what a number becomes is a setting of each client. Scripts that set fields when memory
// may be full delete first: Redis refuses the first write of a script, and none behind it.

const clock = `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function text(number) return string.format('%.0f', number) end
local key = KEYS[1]
`;

/** Sets the end of the key: what is kept has none. */
const expiry = `local function expire(ms)
  if redis.call('HEXISTS', key, 'r') == 0 then redis.call('PEXPIRE', key, ms) end
end
`;

/** A script, and what its step is called. */
export interface RedisScript {
	readonly name: string;
	readonly source: string;
}

function script(name: string, body: string): RedisScript {
	return { name, source: `${clock}${expiry}${body}` };
}

/** hash, token, leaseMs, retentionMs, which → `claimed` and the attempt, or another state */
export const claim = script(
	"claim",
	`local hash, token, lease, retention, which = unpack(ARGV)
local h, t, u, a, r = unpack(redis.call('HMGET', key, 'h', 't', 'u', 'a', 'r'))
if h and h ~= hash then return {'conflict'} end
local attempt = tonumber(a or 0)
if t == token and u then
  redis.call('HSET', key, 'u', text(now + lease))
  expire(math.max(lease, retention))
  return {'claimed', text(attempt)}
end
if which == 'kept' then
  if not r then return {'done'} end
elseif r or (t and not u) then
  return {'done'}
end
if u and tonumber(u) > now then return {'busy'} end
redis.call('HSET', key, 'h', hash, 't', token, 'u', text(now + lease), 'a', text(attempt + 1))
expire(math.max(lease, retention))
return {'claimed', text(attempt + 1)}`,
);

/** token, leaseMs, retentionMs → whether */
export const renew = script(
	"renew",
	`local token, lease, retention = unpack(ARGV)
local t, u = unpack(redis.call('HMGET', key, 't', 'u'))
if t ~= token or not u then return {'no'} end
redis.call('HDEL', key, 'u')
redis.call('HSET', key, 'u', text(now + lease))
expire(math.max(lease, retention))
return {'yes'}`,
);

/** token, retentionMs → whether, and where in the list it was */
export const commit = script(
	"commit",
	`local token, retention = unpack(ARGV)
local t, u, k, r = unpack(redis.call('HMGET', key, 't', 'u', 'k', 'r'))
if t ~= token or (r and not u) then return {'no'} end
if u then
  redis.call('HDEL', key, 'u', 'a', 'r', 'b')
  redis.call('PEXPIRE', key, retention)
end
return {'yes', k or ''}`,
);

/** token, isAttempt, retentionMs */
export const release = script(
	"release",
	`local token, isAttempt, retention = unpack(ARGV)
local t, u, a = unpack(redis.call('HMGET', key, 't', 'u', 'a'))
if t ~= token or not u then return {'no'} end
redis.call('HDEL', key, 't', 'u')
if isAttempt == '0' then redis.call('HSET', key, 'a', text(a - 1)) end
expire(retention)
return {'yes'}`,
);

/** How long after it was listed a body may come. */
const keepWithinMs = 600_000;

/** token, when it was listed, record, body → whether */
export const keep = script(
	"keep",
	`local token, listed, record, body = unpack(ARGV)
local t, u, r = unpack(redis.call('HMGET', key, 't', 'u', 'r'))
if t ~= token then return {'no'} end
if not u then return {r and 'yes' or 'no'} end
if now - listed > ${keepWithinMs} then return redis.error_reply('ERR it came too late after its place in the list was taken') end
redis.call('HSET', key, 'r', record, 'b', body, 'k', listed)
redis.call('HDEL', key, 'u')
redis.call('PERSIST', key)
return {'yes'}`,
);

/** The fields of a list's entry. */
export const entry = script(
	"list",
	`local r, k, a = unpack(redis.call('HMGET', key, 'r', 'k', 'a'))
return {r or '', k or '', a or '0', text(redis.call('HSTRLEN', key, 'b'))}`,
);

/** The same, and the bytes. */
export const read = script(
	"read",
	`local r, k, a, b = unpack(redis.call('HMGET', key, 'r', 'k', 'a', 'b'))
return {r or '', k or '', a or '0', b or ''}`,
);

/** retentionMs → whether, and where in the list it was */
export const drop = script(
	"drop",
	`local r, u, k = unpack(redis.call('HMGET', key, 'r', 'u', 'k'))
if not r or (u and tonumber(u) > now) then return {'no'} end
redis.call('HDEL', key, 'r', 'b', 'a', 'u')
redis.call('HSET', key, 't', '')
redis.call('PEXPIRE', key, ARGV[1])
return {'yes', k}`,
);

/** Where in the list a key is or was; empty where it was never kept. */
export const place = script("list", `return {redis.call('HGET', key, 'k') or ''}`);

/** The list: the key → when it was listed. It is listed before its body comes, so that no body is without. */
export const list = script(
	"keep",
	`redis.call('ZADD', key, text(now), ARGV[1])
return {text(now)}`,
);

/** The list: after which key, its place, how many → keys and their places. A key that is gone from the list has its place still. */
export const page = script(
	"list",
	`local after, at, limit = unpack(ARGV)
local from = 0
if at ~= '' then
  local isListed = redis.call('ZSCORE', key, after)
  if not isListed then redis.call('ZADD', key, at, after) end
  from = redis.call('ZRANK', key, after) + 1
  if not isListed then redis.call('ZREM', key, after) from = from - 1 end
end
return redis.call('ZRANGE', key, text(from), text(from + limit - 1), 'WITHSCORES')`,
);

/** After which age a place in the list without a body is nobody's any more: long after {@link keepWithinMs}, by any clock. */
const staleAfterMs = 86_400_000;

/** The list: the key, its place, whether its body is known to be gone. Takes it off, unless it was listed anew or may yet come. */
export const unlist = script(
	"drop",
	`local member, at, isGone = unpack(ARGV)
local score = redis.call('ZSCORE', key, member)
if not score or tonumber(score) > tonumber(at) then return {'no'} end
if isGone == '0' and now - score < ${staleAfterMs} then return {'no'} end
redis.call('ZREM', key, member)
return {'yes'}`,
);
