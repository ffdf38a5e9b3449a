# usage: ruby login.rb BASE_ADDRESS; prints the status and the body
require 'json'
require 'net/http'
require 'uri'

uri = URI("#{ARGV[0]}/v1/acme/auth/login")
http = Net::HTTP.new(uri.host, uri.port)
http.use_ssl = uri.scheme == 'https'
http.read_timeout = 20

request = Net::HTTP::Post.new(uri)
request['Content-Type'] = 'application/json'
request['Accept'] = 'application/json'
request.body = { username: 'john.doe@example.com', password: 'john.doe.password' }.to_json

response = http.request(request)
puts response.code
puts response.body
