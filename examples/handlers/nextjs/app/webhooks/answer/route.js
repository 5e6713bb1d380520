import { webhook } from '../webhook.mjs'

const answer = webhook(async () => {
  const ncco = [{ action: 'talk', text: 'Hello' }]
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(ncco) }
})

export { answer as GET, answer as POST }
