URL = "http://orders:8080"
