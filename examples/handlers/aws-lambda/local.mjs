// Calls the handler on this machine with the events that API Gateway would make. For tests only.
import { isUtf8 } from 'node:buffer'
import { createServer } from 'node:http'
import { handler } from './handler.mjs'

createServer(async (req, res) => {
  const chunks = []
  for await (const chunk of req) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const [rawPath, ...query] = req.url.split('?')
  const isBase64Encoded = !isUtf8(body)
  const result = await handler({
    version: '2.0',
    rawPath,
    rawQueryString: query.join('?'),
    headers: Object.fromEntries(Object.entries(req.headersDistinct).map(([name, values]) => [name, values.join(',')])),
    requestContext: { http: { method: req.method, path: rawPath } },
    body: body.length === 0 ? undefined : body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded
  }).catch((error) => {
    console.error(error)
    return { statusCode: 500 }
  })
  res.writeHead(result.statusCode, result.headers).end(result.body)
}).listen(Number(process.env.PORT ?? 8080), '127.0.0.1')
