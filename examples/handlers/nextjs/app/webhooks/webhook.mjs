// Makes a route handler of a function that gets a genuine webhook's payload.
export const webhook = (work) => async (request) => {
  // Here, so that `next build` needs no secret.
  const { BODY_LIMIT, deliver } = await import('./vonage.mjs')
  // Next.js does not read the body of a GET.
  const { method, headers: received } = request
  if (method === 'GET' && (received.has('transfer-encoding') || Number(received.get('content-length') ?? 0) !== 0)) {
    return new Response(null, { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } })
  }
  const authorization = received.get('authorization')
  // Not `request.json()`: the hash covers the bytes as received.
  const chunks = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.length
    if (length > BODY_LIMIT) return new Response(null, { status: 413 })
    chunks.push(chunk)
  }
  const { status, headers, body } = await deliver({
    method,
    authorization: authorization === null ? [] : [authorization],
    // Next.js rebuilds this query: names like `1` move to the front, and `__proto__`, `_rsc` and `nxtP…` are lost. A GET
    // with such a parameter is refused; let Vonage use POST then.
    query: request.url.split('?').slice(1).join('?'),
    body: Buffer.concat(chunks)
  }, work)
  return new Response(body || null, { status, headers })
}
