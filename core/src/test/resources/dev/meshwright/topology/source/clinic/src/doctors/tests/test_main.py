BASE = "http://booking:80"
