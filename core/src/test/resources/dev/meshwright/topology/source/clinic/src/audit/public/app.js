fetch('http://identity:8081/people/me').then(show);
