/** The form of the rules as it stands at first. */
export const ruleFields: Record<string, string> = {
  ...{ 'links-does': 'hold', 'links-most': '2', 'fast-does': 'refuse', 'fast-most': '10' },
  ...{
    'campaign-does': 'hold',
    'campaign-most': '3',
    'network-does': 'hold',
    'network-most': '50',
    'first-does': 'hold',
  },
};
