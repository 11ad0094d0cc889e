# Asks the payers. The first version asked http://doctors:8000.
require 'faraday'
require 'net/http'
require 'sinatra'

=begin
Faraday.new(url: 'http://gateway:8080')
=end

IDENTITY = ENV.fetch('IDENTITY_URL', 'http://identity:8081')
TOPIC = 'booking'

audit = Faraday.new(url: "http://audit:3000") do |f|
  f.request :json
end

get '/policies/:patient' do
  who = Faraday.get("#{IDENTITY}/people/#{params['patient']}") # "http://ledger:5005"
  records = Net::HTTP.start('records', 80) do |http|
    http.get("/patients/#{params["patient"]}/policies").body
  end
  audit.post('/entries', { service: 'billing' })
  logger.info "answers http://gateway:8080 for #{who.status}"
  records
end

__END__
http://calendar:50051
