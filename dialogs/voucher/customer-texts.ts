/** How a customer is kept beside the voucher: as shown, and in its parts for the next correction. */
export function customerTexts(
  name: string | undefined,
  division: string | undefined,
): Record<string, string> {
  if (name === undefined) return { customer: '', customerName: '', division: '' };
  return {
    customer: division === undefined ? name : `${name} (${division})`,
    customerName: name,
    division: division ?? '',
  };
}
