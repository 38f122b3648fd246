/** The 97.5% quantile of the standard normal distribution: both tails outside a 95% interval hold 5% together. */
export const z95 = 1.959963984540054;
