import { webhook } from '../webhook.mjs'

export const POST = webhook(async (payload) => {
  const { status, uuid } = JSON.parse(payload)
  console.log('event', JSON.stringify({ status, uuid }))
  return { status: 204 }
})
