export async function dumpSchema(_u: string): Promise<string> { return ''; }
export const describeSchema = dumpSchema;
