const base = 'http://identity:8081';
