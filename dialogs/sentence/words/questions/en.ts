import type { QuestionWords } from '../words.ts';

export const en: QuestionWords = {
  benefits: `
    what do we get from this programme|what do we get by being in the programme|why should we bother with it|why do it at all|upsides of taking part|does it pay off to join|is it worth it for a small firm
    what are the benefits of planning services|why should we take part|what do we get out of the programme|what is in it for us
    why join planning services|what are the advantages of the programme|what good does it do us to be a planning partner
    what does the programme bring us|is it worth taking part|what is the point of planning services|reasons to join the program
    benefits of the program for partners|why would a partner do this|what is the value of planning services for a partner
    what are planning services good for|what do partners gain
  `,
  whoEnrols: `
    can any company enrol|may a small firm join the programme|do you take small companies|is it only for certain companies|who can sign up|which firms may sign up for the programme
    who can enrol|who can enroll in planning services|who may take part|who is allowed to join the programme|which companies can enrol
    which partners can take part|can any partner join|can every microsoft partner enrol|is the programme open to all partners
    what kind of company can become a planning partner|who qualifies for the program|who can become a planning services partner
    conditions to take part in the programme|are small partners allowed to join|does a partner have to be in mpn to enrol
    which firms are accepted
  `,
  qualifications: `
    which qualifications do we need|what qualifications are needed and who must hold them|who has to hold the competency
    what does a consultant need to be qualified|which exams does the consultant need|which certifications are required
    do our consultants need to be certified|what competency must the company have|what must the consultant have passed
    does every consultant need an exam|silver or gold competency needed|qualification requirements for consultants
    what skills must the delivery person have|who in the company needs the exam|what certificates must a consultant hold
    is gold required|required assessments for the architect
  `,
  howToEnrol: `
    do all our offices get approved|are all offices approved when we enrol|is it every year again that we enrol|how do you get approved|what is the way to approval
    how does a company get approved|what are the steps to enrol and get approved|how does the approval work for a new partner
    how does enrolment work|what is the process to become approved|what do i have to do to be approved as a planning partner
    how do we become an approved partner|how does one become a planning services partner|explain the enrolment process
    do we have to enrol every location|are all our locations approved|do we have to enrol again every year
    is enrolment renewed yearly|how is the enrolment done step by step|how do new partners get in|what does approval take
  `,
  directory: `
    what is this directory about|what should we write in the profile|what to write in the directory entry|what should stand in the profile so that it is good|everyone mentions the directory what is it|how to improve our listing
    what is the partner directory|what is the directory for|tips for the directory entry|how to write a good profile
    how do we make a good entry in the directory|what should be in our business profile|how do we get listed for customers
    what makes a good business profile|tips for the profile|how long may the profile description be|what goes in the description of the profile
    where do customers see our profile|how fast is the profile published|advice on our directory listing
    how should i write the directory listing|what is the planning services partner directory
  `,
  compliance: `
    can we charge something on top of the voucher|may we bill extra for the planning|are we allowed to start before reserving|are we allowed to begin work before it is reserved|what conditions must a delivery meet|rules that apply to a delivery
    what makes a delivery compliant|criteria for a compliant engagement|what are the rules for delivery|which rules must a delivery follow
    what do we have to observe when delivering|what are the compliance criteria|how do i deliver correctly
    conditions for a compliant delivery|what must we respect during the engagement|what is not allowed during delivery
    may we charge the customer extra|can we bill the customer on top|can i charge travel to the customer
    when is an engagement valid for microsoft|requirements for proper delivery|delivery rules of the programme
    can we start before we reserve|can work begin before the reservation|policy for delivery
  `,
  training: `
    where is the training|where do i find training material|where are the engagement materials|where can i find delivery content
    are there templates for the deliverable|where do i get the delivery guide|where is the content for the engagements
    training videos for planning services|is there training for our consultants|where can my consultant learn how to deliver
    where are the slides for the workshop|material for the engagement|where do i download the delivery kit
    is there any content we can use|where can we get trained|learning material for delivery
  `,
  customers: `
    which customers can use planning days|which customers are eligible|how does a customer activate the benefit
    how do customers activate planning services|who at the customer activates the days|what must a customer have to get planning days
    which clients have planning days|does the customer need software assurance|who is entitled to planning days
    how does the client activate the days in vlsc|where does the customer activate planning days|how many days does a customer get
    how are planning days earned|can any customer use it|which licences give planning days|eligible customers for planning services
    is a customer without software assurance eligible
  `,
  meeting: `
    how would customers find us|how can a customer find us as a partner|how do customers hear about us|where do we come across customers|leads from microsoft
    how do we meet customers|how do we find customers|where do new customers come from|how do partners find clients with planning days
    how do customers find us|does microsoft send us customers|do we get leads from microsoft|how to get in touch with customers who have days
    how can i reach customers with software assurance|how do i find clients for planning services|who refers customers to us
    how to get new clients through the programme|are there referrals|how to meet potential customers|how can we win customers
  `,
  marketing: `
    do you have flyers|brochures or flyers|do you have brochures for planning services|anything to advertise the programme|how to advertise it|promo material
    which marketing tools are there|are there marketing materials|where is the marketing kit|is there a brochure for customers
    can i get flyers about planning services|marketing resources for partners|is there a logo we may use|campaign material for planning services
    how can we advertise planning services|what marketing support do we get|presentation to pitch planning services to customers
    is there a sales deck|do you have marketing material|promotional material|marketing tools please|how to promote the programme
  `,
  lifeCycle: `
    explain how a voucher goes from assigned to redeemed|how does a voucher go from assigned to paid|which way does a voucher take|all the stages of a voucher|a vouchers life
    what is the life cycle of a voucher|what states does a voucher go through|how does a voucher move from start to end
    explain the voucher life cycle|what happens to a voucher from creation to payment|which statuses can a voucher have
    what stages does a voucher have|voucher lifecycle|how does the voucher process work|what are the phases of a voucher
    what comes after reserved|what happens after a voucher is assigned|the way of a voucher step by step|what does reserved mean
    what does redeemed mean|what is the difference between reserved and redeemed
    what happens to a voucher when the reservation is cancelled
  `,
  expiry: `
    when does a voucher expire|when do vouchers expire|how long is a voucher valid|how long are vouchers valid|how many days is a voucher valid
    what is the validity of a voucher|what happens if the agreement of the customer ends|does a voucher expire when the agreement ends
    what happens to expired vouchers|do the days come back when a voucher expires|are expired days lost|can a voucher be extended
    does the voucher outlive the agreement|what is the expiration rule|from which day does the validity count|how long do we have to use a voucher
    what is the validity period|the validity period of a voucher|how long is the validity
    what if the customers enrolment ends|is there an extension for vouchers|can we get more time for a voucher
  `,
  deliverables: `
    what do we have to submit for microsoft to pay|what must we submit so that microsoft pays|what belongs in the report|what belongs in the completion report|what is in the completion report|what has to be handed in for payment|is the deliverable mandatory
    which deliverables are needed for payment|what must we hand in to get paid|what documents does microsoft want
    what do we have to deliver to be paid|what is a deliverable|what goes into the completion report|what do we submit after the engagement
    what should the final document contain|is a completion report enough|do we need to upload the deliverable
    which documents are required for payment|what paperwork do we need for payment|what has to be uploaded
    deliverables required|what does the customer get as a document|which report does microsoft require
  `,
  payment: `
    what is the daily rate|which daily rate does microsoft pay|how quickly does microsoft pay
    how do we get paid|how does payment work|how does a partner get paid|how do i request payment from microsoft|what is the payment process
    how do we invoice microsoft|how does the claim process work|what do we have to do to be paid|who pays us and how
    how long does microsoft take to pay|within how many days does microsoft pay|do we have to register for payment
    explain the payment|how much does microsoft pay per day|what is the rate for a day|how do i register in savb|what is savb for
    steps to receive payment|how many days do we have to request payment
  `,
  resources: `
    links to the policies and the workflow|links to policies please|where are the papers of the programme|any links to official pages
    where can i read more|where do i find more information|are there more resources|where are the official documents
    where is the official documentation of the programme|links to the programme documents|where can i find the policies
    where is the workflow document|further reading|official pages of the programme|where are the data sheets|more material to read
    which documents describe the programme|where can i learn more about planning services|show me the official links
    where is the official faq
  `,
  systemCenter: `
    is there an offering for system center|what about system center|can we use days for system center|does system center have an offering
    can planning days be used for system center|is system center covered|system center configuration manager planning days
    can we deploy configuration manager with it|is configmgr allowed|sccm engagement possible|which offering covers system center
    system center offering|do you support sccm|can we do sccm with a voucher|is there something for system center operations manager
  `,
  otherProducts: `
    is it allowed to do a different product|may we do a different product on a voucher|the customer wants a product that is in no offering|product outside of the offerings|are the days usable for other products
    can days be used for products without an offering|can we use planning days for other products|what if there is no offering for the product
    may we use a voucher for another product|can i use a desktop voucher for something else|can days be used for products that are not listed
    is it possible to do another product with the voucher|can we plan teams with these days|what about products that have no offering
    can the days be spent on a different product|can we use the days for third party software|can we use #e days for another product
    days for a product that is not in the catalogue|may we mix products in one voucher|can days be split between offerings
    can we do #e on another voucher
  `,
  endUsers: `
    can days be used for end user training|can we train users with planning days|can we use the days to train end users
    is end user training covered|may the voucher pay for user training|can we hold a training for the customers employees
    can i use a voucher for teaching users|is training of users allowed|user training with planning days
    can we teach the staff with it|may i run end user courses on planning days|can the voucher be used for a user workshop
    is it ok to train the customers staff|classes for users on a voucher|can we spend days on training people
  `,
  remote: `
    can we deliver remotely|can the engagement be done remotely|is remote delivery allowed|do we have to be on site
    must we travel to the customer|can we do it over teams|can an engagement be delivered online|is off site work allowed
    how many days can be remote|can we work from home on the engagement|does the delivery have to be on site|virtual delivery
    is it okay to do the workshop by video call|remote delivery rules|may the consultant work offsite|onsite or remote
  `,
  course: `
    link to the compliance training|link to the compliance course|where do our people do the compliance course|do we still have to do the compliance course
    where is the compliance course|where do i find the compliance training|how do we take the compliance course|compliance course link
    who has to do the compliance training|is the compliance course still required|do we need the compliance training
    where can we do the compliance exam|where is the compliance training hosted|is compliance training mandatory
    what is the compliance course|partner university course|how do i start the compliance training|compliance course url
    where do participants take the course
  `,
  list: `
    show the questions|show me the questions|questions about the programme|list of questions|show the faq|open the faq
    frequently asked questions|which questions can i ask about the programme|what questions are there|more questions|other questions
    what can i ask about the programme|i have a question about the programme|official questions
    i have questions about the programme|faq please
  `,
  other: `
    how many partners are in the programme|who invented planning services|who is the head of planning services at microsoft
    what is the vat on the payment|do we pay tax on the payment|in which currency are we paid|which bank does microsoft use
    how many engagements were delivered worldwide|what is the phone number of microsoft|when was the programme founded
    is there a discount for partners|how much does software assurance cost|what does a licence cost|how do i buy software assurance
    can we sell a voucher|can a voucher be given to another customer|what is the voucher number format|how long is a voucher number
    how do i become a microsoft partner|what does mpn membership cost|how much is a gold competency|who signs for microsoft
    what is azure|what is the best product|is microsoft going to bring the programme back|what came after planning services
    how do training vouchers work|what are training vouchers|what is fasttrack|who was the best partner
    how many consultants does microsoft have|where is microsoft located|does google have a programme like this
  `,
  none: `
    we need to enrol in planning services|we want to enrol|enrol us in the programme|sign us up for planning services
    i want to register us for an offering|i have to hand in the report|we must submit the completion report
    where do i enter the report|where to fill in the profile|i cannot find the profile|open our profile|show our competencies
    which competencies do we have|which exams do our consultants have|look at this video|watch this
  `,
};
