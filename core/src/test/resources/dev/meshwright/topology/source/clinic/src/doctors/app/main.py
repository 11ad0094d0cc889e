"""Doctors and their hours.

Runs behind http://gateway:8080; reads http://booking/visits.
"""
import os

import httpx
import redis
from fastapi import FastAPI

app = FastAPI(title="doctors")

AUDIT = os.getenv("AUDIT_URL", "http://audit:3000")
store = redis.Redis(host=os.environ.get("CACHE_HOST", "cache"), port=6379, db=0)
TOPICS = ["billing", "records"]
EXAMPLES = {"example": "http://ledger:5005"}


@app.get("/doctors/{doctor}")
async def doctor(doctor: str):
    """Looks it up, not in http://patients:8080."""
    cached = store.get(f"patients:{doctor}")
    if cached:
        return cached
    async with httpx.AsyncClient(base_url="http://identity:8081") as client:
        who = await client.get(f"/people/{doctor}")  # not http://insurance:4567
    httpx.post(f"{AUDIT}/entries", json={"service": "insurance", "who": who.text})
    return who.json()


def hours(doctor, calendar_name="calendar"):
    path = r"C:\records"
    return rf"{calendar_name}\{path}" + 'it\'s "http://billing:80"'
