// AWS Lambda behind an HTTP API of API Gateway (payload format 2.0) or a function URL; handler: `handler.handler`.
// Install: npm install. Run here: VONAGE_SIGNATURE_SECRET=… VONAGE_API_KEY=… node local.mjs
//
// The memory of tokens is that of one instance. With a concurrency above one, replace `remember` by a conditional
// write to a table, such as DynamoDB's PutItem with `attribute_not_exists`.
import { deliver } from './vonage.mjs'

async function event(payload) {
  const { status, uuid } = JSON.parse(payload)
  console.log('event', JSON.stringify({ status, uuid }))
  return { status: 204 }
}

async function answer() {
  const ncco = [{ action: 'talk', text: 'Hello' }]
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(ncco) }
}

const routes = {
  'POST /webhooks/event': event,
  'GET /webhooks/answer': answer,
  'POST /webhooks/answer': answer
}

export async function handler({ requestContext, rawPath, rawQueryString, headers, body, isBase64Encoded }) {
  const { method } = requestContext.http
  const work = routes[`${method} ${rawPath}`]
  if (!work) return { statusCode: 404 }
  const response = await deliver({
    method,
    // The gateway joins two headers with a comma; `deliver` refuses a list.
    authorization: headers.authorization === undefined ? [] : [headers.authorization],
    // Not `queryStringParameters`: it is decoded and joins repeated names.
    query: rawQueryString,
    // Not `JSON.parse` and back: the hash covers the bytes as received.
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8')
  }, work)
  return { statusCode: response.status, headers: response.headers, body: response.body }
}
