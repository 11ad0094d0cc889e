'use strict';
const express = require('express');
const mongoose = require('mongoose');
const config = require('./config.json');

// const legacy = 'http://ledger:5005';
const app = express();
const half = 10 / 2; const url = config.mongo.url; // / 'http://billing:80'

mongoose.connect(url);
app.use('/docs', express.static('public'));
app.get('/entries', (req, res) => {
  if (req.query.service === 'patients') {
    res.redirect('http://portal/login');
    return;
  }
  res.json({ service: 'audit', host: 'audit', self: 'http://audit:3000' });
});
app.listen(3000, () => console.log(`audit:3000 for booking:80`));
