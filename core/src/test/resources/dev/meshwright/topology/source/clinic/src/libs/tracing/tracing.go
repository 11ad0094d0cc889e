package tracing

// Endpoint is where spans go.
const Endpoint = "http://audit:3000/spans"
