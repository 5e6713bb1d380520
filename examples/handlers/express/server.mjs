// Express. Run: npm install && VONAGE_SIGNATURE_SECRET=… VONAGE_API_KEY=… node server.mjs
import express from 'express'
import { BODY_LIMIT, deliver } from './vonage.mjs'

const app = express()
app.disable('x-powered-by')

// The hash covers the bytes as received: no `express.json()` on these routes, and none before them.
const raw = express.raw({ type: () => true, limit: BODY_LIMIT, inflate: false })

const webhook = (work) => [raw, async (req, res) => {
  const { status, headers, body } = await deliver({
    method: req.method,
    // Not `req.headers`: Node keeps only the first of two there.
    authorization: req.headersDistinct.authorization ?? [],
    query: req.originalUrl.split('?').slice(1).join('?'),
    body: req.body ?? Buffer.alloc(0)
  }, work)
  res.status(status).set(headers).send(body)
}]

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
app.route('/webhooks/answer').get(webhook(answer)).post(webhook(answer))

// Express would otherwise put the error's text into the response.
app.use((error, req, res, next) => {
  console.error(JSON.stringify(error.message))
  res.status(error.status ?? 500).end()
})

app.listen(Number(process.env.PORT ?? 8080), '127.0.0.1')
