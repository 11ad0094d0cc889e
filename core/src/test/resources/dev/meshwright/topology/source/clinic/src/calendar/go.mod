module github.com/clinic/calendar
