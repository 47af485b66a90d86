import type { Headings } from './headings.ts';

export const en: Headings = {
  fields: {
    number:
      'voucher number|voucher no|voucher|voucher id|number|no|voucher code|sa voucher|planning voucher|dps voucher number|voucher identifier|id|voucher nr|voucher #|planning services voucher|vvr number|reference of the voucher',
    status:
      'status|state|voucher status|voucher state|current status|stage|step|phase|vvr status|where it stands|progress|voucher stage',
    customer:
      'customer|customer name|client|client name|account|account name|end customer|company|customer organization|organisation|organization name|for whom|customer account|beneficiary',
    engagement:
      'engagement|engagement type|engagement name|offering|service|planning service|type|voucher type|product|workshop|kind of engagement|programme|program|solution|deployment planning type|offer|scope',
    serviceLevel:
      'days|service level|number of days|voucher days|duration|length|days of service|level|engagement days|planning days|length in days|value in days|dps days|duration in days',
    assignedOn:
      'assigned|assigned on|assignment date|date assigned|created|created on|creation date|issued|issue date|date of assignment|voucher created|valid from|assigned date|activation date|issued on|date issued',
    printedExpiry:
      'expires|expires on|expiry|expiry date|expiration|expiration date|valid until|valid to|valid thru|use by|end of validity|expire date|redeem by|voucher expiration|good until|validity end|last day valid',
    adminEmail:
      'admin|voucher admin|admin email|email|e-mail|voucher admin email|customer email|contact email|sab administrator|benefit administrator|administrator|admin address|contact|email address|customer contact|administrator email',
    reservedOn:
      'reserved|reserved on|reservation date|date reserved|reservation|booked on|booking date|validated on|validation date|date of reservation|reserved date|date booked',
    start:
      'start|start date|from|engagement start|begins|begin|starts on|first day|planned start|project start|delivery start|start of engagement|kick off|kickoff date|begin date|engagement from',
    end: 'end|end date|to|until|engagement end|ends|ends on|last day|planned end|project end|delivery end|end of engagement|finish|completion date|finish date|engagement to|done by',
    country:
      'country|delivery country|country of delivery|service country|country of service|country code|location country|where|market|country of engagement|iso country',
    locationId:
      'location|location id|mpn location|mpn location id|mpn id|site|partner location|branch|office|location mpn|partner location id|pla',
    consultant:
      'consultant|engineer|who|assigned to|owner|delivered by|responsible|resource|architect|our consultant|delivery consultant|lead consultant|person|done by whom|staff|specialist|project lead',
    reportedOn:
      'reported|reported on|report date|completion report|completion report date|report submitted|report sent|date of report|report submitted on|report filed|deliverable submitted|completion report submitted',
    redeemedOn:
      'redeemed|redeemed on|redemption date|date redeemed|redemption|date of redemption|redeem date|redeemed date|closed on',
    none: 'comment|comments|notes|note|remark|remarks|row|line|item|amount|price|value|rate|currency|total|invoice|invoice number|invoice date|po number|purchase order|agreement|agreement number|enrollment|enrolment number|licence|license id|license number|phone|telephone|city|address|street|postcode|zip|project manager|sales|account manager|opportunity|crm id|ticket|priority|modified|modified by|last modified|changed on|link|url|attachment|file|region|segment|industry|paid|paid on|payment date|claim|claim number|claim date|microsoft reference|savb reference|approved on|probability|budget|hours|travel|rating|feedback|language|time zone|created by|reminder|next action|to do|done|check|internal id|cost centre|department|name of the offering|next step|next deadline',
  },
  states: {
    assigned:
      'assigned|available|open|new|created|active|issued|free|not reserved|unreserved|to be reserved|received|valid|not started|to book|waiting|pending reservation',
    reserved:
      'reserved|booked|in progress|in delivery|scheduled|planned|ongoing|running|validated|in use|being delivered|started|delivery|under way|report missing|waiting for report',
    reported:
      'reported|report submitted|completed|delivered|complete|engagement completed|finished|report sent|to be redeemed|ready to redeem|not redeemed|waiting for redemption|deliverable submitted',
    redeemed:
      'redeemed|used|to be claimed|ready to claim|not claimed|redeemed not paid|consumed|claimed|paid|invoiced|payment requested|payment pending|claim submitted|closed paid',
    lost: 'lost|other partner|taken by another partner|reserved by another partner|another partner|lost to competitor|reserved elsewhere',
    other:
      'cancelled|canceled|void|voided|expired|invalid|deleted|withdrawn|rejected|duplicate|returned|inactive|lapsed|revoked|not ours|ran out|on hold',
  },
};
