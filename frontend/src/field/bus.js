// What happened, told to whoever shows it: "outbox", "sync", "cases", "lock", "writer".
const target = new EventTarget();

export const tell = (name, detail) => target.dispatchEvent(new CustomEvent(name, { detail }));

export function listen(name, handler) {
  const heard = (event) => handler(event.detail);
  target.addEventListener(name, heard);
  return () => target.removeEventListener(name, heard);
}
