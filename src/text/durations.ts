/** "0:07", "2:13", "1:02:13": as players show it, whole seconds. */
export function clockOf(seconds: number): string {
  const { hours, minutes, rest } = partsOf(seconds);
  const two = (number: number) => String(number).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** "PT2M13S". Source: ISO 8601, durations. */
export function isoDuration(seconds: number): string {
  const { hours, minutes, rest } = partsOf(seconds);
  return `PT${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${rest}S`;
}

/** What is there at all has a second. */
function partsOf(seconds: number): { hours: number; minutes: number; rest: number } {
  const whole = Math.max(1, Math.round(seconds));
  return { hours: Math.floor(whole / 3600), minutes: Math.floor(whole / 60) % 60, rest: whole % 60 };
}
