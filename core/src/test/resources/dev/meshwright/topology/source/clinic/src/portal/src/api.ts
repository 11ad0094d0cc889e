const base = window.location.origin;

// In the browser: the cluster's names mean nothing here.
export async function visits(patient: string) {
  const response = await fetch(`${base}/api/visits?patient=${patient}`);
  return response.json();
}

export const mockBase = 'http://billing:80';
