RSpec.describe 'app' do
  let(:url) { 'http://booking:80' }
end
