// Fastify. Run: npm install && VONAGE_SIGNATURE_SECRET=… VONAGE_API_KEY=… node server.mjs
import Fastify from 'fastify'
import { BODY_LIMIT, deliver } from './vonage.mjs'

// Without HEAD routes, which Fastify would add for each GET and run as one.
const app = Fastify({ bodyLimit: BODY_LIMIT, exposeHeadRoutes: false })

// The hash covers the bytes as received, so these routes replace Fastify's own JSON parser.
app.removeAllContentTypeParsers()
app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => done(null, body))

// Fastify does not read the body of a GET.
const hasUnreadBody = ({ method, headers }) =>
  method === 'GET' && ('transfer-encoding' in headers || Number(headers['content-length'] ?? 0) !== 0)

const webhook = (work) => async (request, reply) => {
  if (hasUnreadBody(request)) return reply.code(401).header('WWW-Authenticate', 'Bearer').send()
  const { status, headers, body } = await deliver({
    method: request.method,
    // Not `request.headers`: Node keeps only the first of two there.
    authorization: request.raw.headersDistinct.authorization ?? [],
    query: request.raw.url.split('?').slice(1).join('?'),
    body: request.body ?? Buffer.alloc(0)
  }, work)
  return reply.code(status).headers(headers).send(body)
}

async function event(payload) {
  const { status, uuid } = JSON.parse(payload)
  console.log('event', JSON.stringify({ status, uuid }))
  return { status: 204 }
}

async function answer() {
  const ncco = [{ action: 'talk', text: 'Hello' }]
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(ncco) }
}

app.post('/webhooks/event', webhook(event))
app.route({ method: ['GET', 'POST'], url: '/webhooks/answer', handler: webhook(answer) })

// Fastify would otherwise put the error's text into the response.
app.setErrorHandler((error, request, reply) => {
  console.error(JSON.stringify(error.message))
  reply.code(error.statusCode ?? 500).send()
})

await app.listen({ port: Number(process.env.PORT ?? 8080), host: '127.0.0.1' })
