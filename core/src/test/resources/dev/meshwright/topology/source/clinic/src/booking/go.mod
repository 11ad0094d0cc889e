module github.com/clinic/booking

go 1.22
