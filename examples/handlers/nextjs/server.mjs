// Next.js (app router). Run: npm install && npx next build && VONAGE_SIGNATURE_SECRET=… VONAGE_API_KEY=… node server.mjs
import { createServer } from 'node:http'
import next from 'next'
import './app/webhooks/vonage.mjs' // fails now, not at the first webhook, without a secret

const port = Number(process.env.PORT ?? 8080)
const app = next({ dev: false, hostname: '127.0.0.1', port })
await app.prepare()
const handle = app.getRequestHandler()
// `next start` drops the second of two Authorization headers. Joined, they are a list, which the handler refuses.
createServer({ joinDuplicateHeaders: true }, (req, res) => handle(req, res)).listen(port, '127.0.0.1')
