// Where the device is, asked only while evidence is taken. No place is better than a late one.
let last = null;

export function place() {
  if (!navigator.geolocation) return Promise.resolve(null);
  return new Promise((known) => {
    const given = ({ coords, timestamp }) => {
      last = { lat: coords.latitude, lon: coords.longitude, accuracy: Math.round(coords.accuracy), at: timestamp };
      known(last);
    };
    const options = { enableHighAccuracy: true, timeout: 6_000, maximumAge: 60_000 };
    navigator.geolocation.getCurrentPosition(given, () => known(recent()), options);
  });
}

const recent = () => (last && Date.now() - last.at < 120_000 ? last : null);
