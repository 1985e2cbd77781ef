/** What stands where a name was, once its account is deleted. */
export const nameOfNobody = "Deleted account";

/** The name that a person is called by: titles such as "Dr." are passed over. */
export function firstName(name: string): string {
  if (name === nameOfNobody) return name;
  const words = name.trim().split(/\s+/);
  return words.find((word) => !/^(dr|prof|mr|mrs|ms|mx)\.?$/i.test(word)) ?? name;
}
