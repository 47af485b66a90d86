/** Every word for a voucher, in the languages of the mails. */
export const VOUCHER =
  /voucher|vouch\.|vchr?(?!\p{L})|ваучер|gutschein|buon[oi](?!\p{L})|pouk[aá]z|kup[oó]n|coupon|cupom|(?<!\p{L})bon(?:s|y|u|em|ów|owi|ie)?(?!\p{L})|талон|(?<!\p{L})vales?(?!\p{L})|(?<!\p{L})bonos?(?!\p{L})|バウチャー|ﾊﾞｳﾁｬｰ|受講券|クーポン|凭证|憑證|优惠券|優惠券|服务券|服務券|凭单|兑换券|tagliand|comprobante|comprovante|代金券|规划券|规划凭|(?<!証)券/iu;
