import axios from 'axios';
import * as grpc from '@grpc/grpc-js';
import got from 'got';
import { MongoClient } from 'mongodb';
import { CalendarClient } from './generated/calendar';

const BILLING_URL = process.env.BILLING_URL ?? 'http://billing';
const auditUrl = process.env.AUDIT_URL || 'http://audit:3000';
const doctorsHost = process.env.DOCTORS_HOST || "doctors";
const quoted = /["'`]http:\/\/ledger/g; // a regular expression, no string

/**
 * @example report('http://insurance:4567')
 */
export async function report(month: string): Promise<string> {
  const invoices = await axios.get(`${BILLING_URL}/invoices?month=${month}`);
  const doctors = await got(`http://${doctorsHost}:8000/doctors`).json();
  const patients = await fetch(`http://patients:8080/patients?since=${`${month}-01`}`);
  const calendar = new CalendarClient('calendar:50051', grpc.credentials.createInsecure());
  const mongo = new MongoClient('mongodb://documents-db:27017/ledger');
  await axios.post('/insurance', { topic: 'gateway', url: auditUrl });
  console.log('http://identity:8081 is not asked', quoted, calendar, mongo);
  return [invoices.data, doctors, patients.status].join('\n');
}
