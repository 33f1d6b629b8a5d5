// The function is the one of the SalesOS authentication page (CONTRACT seed 002), unaltered; only its surroundings are ours.
const [, , API_URL, API_KEY] = process.argv;

async function callWithRetry(payload) {
  const response = await fetch(API_URL, {
    method: 'POST',
    headers: { 'Authorization': `Bearer ${API_KEY}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(payload),
  });

  if (response.status === 429) {
    const { error } = await response.json();
    const waitSeconds = error.retry_after || 60;
    console.log(`Rate limited. Retrying in ${waitSeconds}s...`);
    await new Promise(r => setTimeout(r, waitSeconds * 1000));
    return callWithRetry(payload); // retry
  }

  return response.json();
}

console.log(JSON.stringify(await callWithRetry({
  action: 'sync_collaborators',
  collaborators: [{ external_id: 'emp-101', name: 'Maria Santos', email: 'maria@yourcompany.com' }],
})));
