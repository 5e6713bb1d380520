require "json"
require "sinatra/base"

class App < Sinatra::Base
  set :environment, :production
  enable :logging

  post "/webhooks/event" do
    call = JSON.parse(request.body.read)
    logger.info "#{call["status"].inspect}: #{call["uuid"].inspect}"
    204
  end

  answer = lambda do
    content_type :json
    JSON.generate([{ action: "talk", text: "Hello" }])
  end
  get "/webhooks/answer", &answer
  post "/webhooks/answer", &answer
end
