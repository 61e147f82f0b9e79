// A UUIDv7: its first 48 bits are the time, so that new records lie together.
export function uuid7(now = Date.now(), random: Uint8Array = crypto.getRandomValues(new Uint8Array(10))): string {
  const hex = (value: number, width: number): string => value.toString(16).padStart(width, '0');
  const bytes = [...random];
  bytes[0] = 0x70 | ((bytes[0] ?? 0) & 0x0f);
  bytes[2] = 0x80 | ((bytes[2] ?? 0) & 0x3f);
  const text = hex(now, 12) + bytes.map((byte) => hex(byte, 2)).join('');
  return [8, 12, 16, 20, 32].map((end, i, ends) => text.slice(i ? ends[i - 1] : 0, end)).join('-');
}
