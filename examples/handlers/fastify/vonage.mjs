// Accepts genuine Vonage webhooks only, and each of them once. Knows no framework; server code calls `deliver`.
import { createHash, timingSafeEqual } from 'node:crypto'
import { jwtVerify } from 'jose'

const { VONAGE_SIGNATURE_SECRET: secret, VONAGE_API_KEY: apiKey, VONAGE_APPLICATION_ID: application } = process.env
if (!secret) throw new Error('VONAGE_SIGNATURE_SECRET is not set: it is the signature secret in the Dashboard')
// The text itself is the key: it is neither hex nor base64.
const key = new TextEncoder().encode(secret)

export const BODY_LIMIT = 1024 * 1024
const TOKEN_LIMIT = 16 * 1024
const MAX_AGE = 300
const MAX_SKEW = 60
// A token that is 60 s ahead passes for 360 s; another 60 s allow for a clock that is set back.
const REMEMBERED = MAX_AGE + 2 * MAX_SKEW
const CAPACITY = 100_000
// One memory per process, even if a bundler loads this module twice. Several processes need a shared store.
const seen = (globalThis[Symbol.for('vonage.seen')] ??= new Map())

class Refusal extends Error {
  constructor(status, reason, headers = {}) {
    super(reason)
    Object.assign(this, { status, headers })
  }
}
const unauthorized = (reason) => new Refusal(401, reason, { 'WWW-Authenticate': 'Bearer' })
const must = (holds, reason) => {
  if (!holds) throw unauthorized(reason)
}

// Runs `work(payload)` for a genuine webhook, and returns the response: `{status, headers, body}`.
// `authorization` has each value of the header, `query` is undecoded, and `body` is a Buffer with the bytes as received.
export async function deliver(request, work) {
  let accepted
  try {
    accepted = await accept(request)
  } catch (error) {
    const { status, headers } = error instanceof Refusal ? error : unauthorized()
    // Only the log gets the reason. As JSON, because parts of it come from the sender.
    console.error(status, JSON.stringify(error.message))
    return { status, headers, body: '' }
  }
  let response
  try {
    response = { headers: {}, body: '', ...(await work(accepted.payload)) }
    return response
  } finally {
    // Vonage repeats a webhook that failed: that is not a replay.
    if (!(response?.status < 300)) seen.delete(accepted.id)
  }
}

async function accept({ method, authorization, query, body }) {
  if (method !== 'GET' && method !== 'POST') throw new Refusal(405, 'another method', { Allow: 'GET, POST' })
  if (body.length > BODY_LIMIT) throw new Refusal(413, 'the body is too long')
  // Vonage then sends the webhook once more, signed.
  if (authorization.length === 0) throw new Refusal(503, 'no Authorization header')
  must(method === 'POST' || body.length === 0, 'a GET with a body')
  const payload = method === 'GET' ? queryJson(query) : body
  const token = await verified(authorization, payload)
  // Decoded, because base64 can spell the same signature in several ways.
  const id = `${method} ${Buffer.from(token.split('.')[2], 'base64url').toString('hex')}`
  remember(id)
  return { id, payload: payload.toString() }
}

async function verified(authorization, payload) {
  must(authorization.length === 1, 'several Authorization headers')
  // Also refuses a list and base64 padding, which libraries accept.
  const token = /^bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization[0])?.[1]
  must(token && token.length <= TOKEN_LIMIT, 'not one Bearer token')
  const { payload: claims, protectedHeader } = await jwtVerify(token, key, {
    algorithms: ['HS256'],
    issuer: 'Vonage',
    clockTolerance: MAX_SKEW
  })
  must(!('crit' in protectedHeader || 'b64' in protectedHeader), 'an extension')
  for (const segment of token.split('.', 2)) refuseDuplicates(Buffer.from(segment, 'base64url').toString())
  const age = Math.floor(Date.now() / 1000) - claims.iat
  must(Number.isInteger(claims.iat) && age <= MAX_AGE && age >= -MAX_SKEW, 'too old, or from the future')
  must(apiKey === undefined || claims.api_key === apiKey, 'another account')
  must(application === undefined || claims.application_id === application, 'another application')
  const hash = typeof claims.payload_hash === 'string' ? Buffer.from(claims.payload_hash) : Buffer.alloc(0)
  const actual = Buffer.from(createHash('sha256').update(payload).digest('hex'))
  must(hash.length === actual.length && timingSafeEqual(hash, actual), 'another payload')
  return token
}

// Two readers of a duplicate name could disagree. JSON.parse keeps the last one, so there are then more colons than names.
function refuseDuplicates(json) {
  let names = -1 // the reviver also gets the document itself
  JSON.parse(json, function (_, value) {
    if (!Array.isArray(this)) names += 1
    return value
  })
  const colons = json.replace(/"(?:[^"\\]|\\.)*"/g, '').split(':').length - 1
  must(names === colons, 'a duplicate name in the token')
}

// What Vonage signs of a GET: its parameters in order as compact JSON. Not from an object, which sorts names like `1`.
function queryJson(query) {
  const pairs = query.split('&').filter(Boolean).map((pair) => {
    const [, name, value] = /^([^=]*)=?(.*)$/s.exec(pair)
    return [name, value].map((side) => decodeURIComponent(side.replaceAll('+', ' ')))
  })
  must(new Set(pairs.map(([name]) => name)).size === pairs.length, 'a repeated name in the query')
  return `{${pairs.map((pair) => pair.map((side) => JSON.stringify(side)).join(':')).join(',')}}`
}

// Adds a token while it is handled, so that a copy that arrives meanwhile is a replay, too.
function remember(id) {
  const now = Date.now() / 1000
  // Insertion order is age, so this stops at the first token that could still be replayed.
  for (const [old, until] of seen) {
    if (until >= now) break
    seen.delete(old)
  }
  if (seen.has(id)) throw new Refusal(409, 'a replay')
  if (seen.size >= CAPACITY) throw new Refusal(503, 'the memory of tokens is full')
  seen.set(id, now + REMEMBERED)
}
