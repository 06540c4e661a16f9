"""Ways to deny, doubt, stage or assert a figure; it is 40 in all of them."""

import pytest

from classify.text import read_figures, read_tallies

NOT_ASSERTED = (
    "The ministry denied that 40 people were killed.",
    "The ministry denied reports that 40 people were killed in the blast.",
    "Reports that 40 people were killed were denied by the army.",
    "There is no evidence that 40 people were killed, police said.",
    "A website falsely claimed that 40 people were killed.",
    "False reports of 40 dead spread on Monday.",
    "The blast could have killed 40 people.",
    "The strike would have left 40 dead, the general said.",
    "Prosecutors uncovered a plot to kill 40 people.",
    "He planned an attack that would kill 40.",
    "Rescuers took part in an exercise simulating 40 dead.",
    "The video of 40 dead was staged.",
    "In the film 40 people die; in one scene 40 people are killed.",
    "Unverified posts said 40 people were killed.",
    "Rumours of 40 people killed swept the town.",
    "Forty people were allegedly killed.",
    "40 people were killed, the opposition alleged without proof.",
    "If 40 people were killed, it would be the worst crash in years.",
    "40 feared dead",
    "Were 40 people killed in Hask?",
    "40 people killed in Hask? Ministry says no",
    "The minister dismissed claims that 40 people were detained.",
    "Claims that 40 people were detained are false.",
    "The report of 40 deaths was false, the mayor said.",
    "It is not true that 40 people were injured.",
    "Police did not confirm that 40 people were killed.",
    "The group threatened that 40 hostages would be executed and 40 people killed.",
    "Officials fear that 40 people were killed.",
    "The toll could rise to 40: the death toll could reach 40, officials said.",
    "The army rejected as fabricated a list of 40 people killed.",
    "40 people were killed, according to claims that could not be verified.",
    '"40 people were killed" is a lie, the governor said.',
    "Officials refuted suggestions that 40 people had been arrested.",
    "A drill in which 40 people were rescued was held on Monday.",
    "The number of dead is 40, a claim that the ministry denied.",
    "He was accused of killing 40 people.",
    "Police are checking whether 40 people were killed.",
    "Nobody said that 40 people were killed.",
    "The ministry said reports of 40 people killed were untrue.",
    "Fact check: 40 people were killed in Hask, says a viral post",
    "40 people were killed, an opposition channel said. The ministry denied the claim.",
    "Opposition: 40 people killed. The figure was false, officials said.",
    "Kyiv said no one had died and called talk of 40 people killed an invention.",
    "Moscow brushed aside reports of 40 soldiers killed.",
    "The governor said accounts of 40 people injured were exaggerated.",
    "The army has disputed that 40 people were killed.",
    "Contrary to posts online, 40 people were not killed and the 40 injured are actors.",
    "The number of 40 people killed was made up, the agency admitted.",
    "Officials have found nothing to support the claim that 40 people were killed.",
    "The story of 40 people killed turned out to be a hoax.",
    "That 40 people were killed is wrong, the spokesman said.",
    "What looked like 40 dead were mannequins in a drill.",
    "Troops practised for an attack in which 40 people are killed.",
    "The series imagines a Britain where 40 people are killed in a flood.",
    "He boasted that he would have killed 40 people.",
    "They had hoped to kill 40 soldiers.",
    "The gang wanted 40 people killed.",
    "Had the bomb gone off, it would have left 40 people dead.",
    "A worse quake might have left 40 people dead.",
    "As many as 40 people may have been killed.",
    "It remains unclear whether 40 people were killed.",
    "The channel retracted a report that 40 people were killed.",
    "The newspaper apologised for writing that 40 people were killed.",
    "The opposition insists 40 people were killed; the ministry called it a lie.",
    "A deepfake shows a newsreader saying 40 people were killed.",
    "40 people were killed, at least if the rebels are to be believed.",
    '"Forty people killed" never happened, the mayor said.',
    "The ministry branded reports of 40 people killed fake news.",
    "40 people killed? Not so, say officials.",
    "The claim of 40 people killed does not hold up, a fact-checking site says.",
    "The spokesman would neither confirm nor deny that 40 people were killed.",
    "Talk of 40 arrests is nonsense, police said.",
    "Authorities have yet to confirm that 40 people were killed.",
    "The ministry ruled out that 40 people were killed.",
    "Computer model: a tsunami kills 40 people in the first hour of the simulation",
    "Police foiled a plan to bomb the market with 40 people killed.",
    "The terror trial heard how he dreamed of 40 people killed.",
    "40 people were killed, Russian bloggers wrote without giving evidence.",
    "Opposition channels spread word that 40 people were killed. Police said this was untrue.",
    '40 people killed in Hask, says opposition. "This is a lie," the minister said.',
    "The interior ministry called reports of 40 people killed baseless.",
    "Officials shot down a story saying 40 people were killed.",
    "The mayor's office insisted that no one died and 40 people killed was a typing error.",
    "A spokeswoman described the figure of 40 people killed as an exaggeration.",
    "Local officials laughed off the rumour: 40 people killed by a bear",
    "State television wrongly reported that 40 people were killed.",
    "An earlier version of this article said 40 people were killed; that was wrong.",
    "Correction: a report on Monday said 40 people were killed. The correct number is 12.",
    "Doctors contradicted the army's statement that 40 people were killed.",
    "He was jailed for spreading false information that 40 people were killed.",
    "The militia claims it killed 40 soldiers.",
    "Unconfirmed reports say 40 people were killed.",
    "Social media users claimed 40 people were killed.",
    "Experts say a strong quake would leave 40 people dead.",
    "In a worst case 40 people would drown and 40 people be killed, planners reckon.",
    "If the dam bursts, 40 people are dead within minutes.",
    "During the civil defence drill, 40 people were evacuated.",
    "The army said it had not killed 40 people.",
    "Police deny 40 arrests at the rally.",
    "The Kremlin denied on Friday that a strike had killed 40 soldiers.",
    "Witnesses could not say whether 40 people were killed.",
    "Nobody knows if 40 people were killed.",
    "Were it true that 40 people were killed, the minister would resign.",
    "40 people were killed, or so the channel would have it.",
    "The ministry has rejected the opposition's tally of 40 people killed.",
    "A novel tells of a night when 40 people were killed.",
    '"Forty killed", ran the headline; it was a lie.',
    "It was not 40 people killed but 12, the clinic said.",
    "The prime minister denied a cover-up and denied that 40 people were killed.",
    "40 people killed: how a hoax spread",
)

ASSERTED = (
    "Officials confirmed that 40 people were killed.",
    "Officials did not rule out more; 40 people were killed.",
    "Police denied wrongdoing after 40 people were killed.",
    "Iran denied involvement in the blast in which 40 people were killed.",
    "40 people were killed, the ministry said, denying reports of a higher toll.",
    "40 people were killed and Iran denied responsibility.",
    "Police could not say why 40 people were killed.",
    "The driver did not stop, killing 40 people.",
    "Officials said the death toll had risen to 40.",
    "40 people were killed in the worst crash in years, police said.",
    "Police said they would open an inquiry after 40 people were killed.",
    "At least 40 people were killed, but the army denied targeting civilians.",
    "The mayor, who may resign, said 40 people were killed.",
    "Rebels claimed responsibility for the attack, which left 40 people dead.",
    "Storm claims 40 lives as officials warn of more rain",
    "40 people were killed, reports said.",
    "The ministry confirmed 40 people were killed and rejected claims of a cover-up.",
    "Rescuers have no hope of finding survivors; 40 people were killed.",
    "It was not an accident, police said: 40 people were killed.",
    "The hospital said 40 people were killed, contradicting the ministry.",
    "Red Fort blast kills 40: What happened?",
    "Police said 40 people were arrested; fears of more unrest grew.",
    "The plane should have landed at noon; 40 people died.",
    "Without warning the bridge fell and 40 people were killed.",
    "No one claimed responsibility for the blast, which police said left 40 people dead.",
    "The health ministry, which had earlier denied any casualties, said 40 people were killed.",
    "A gas explosion that police first called an accident killed at least 40 people.",
    "Not all roads were open on Tuesday, and 40 people were killed when a bus fell into a ravine.",
    "40 people were killed in a Russian strike that Moscow has not commented on.",
    "The court rejected an appeal by the company whose plant exploded, leaving 40 people dead.",
    "Forty people have been arrested on suspicion of spreading rumours.",
    "Police detained 40 people at a protest against alleged fraud.",
    "Fears grow for survivors as death toll rises to 40",
    "Israel says it did not target civilians as 40 people are killed in Gaza",
    "The president will visit the town where 40 people were killed.",
    "Suspected militants killed 40 people in a village, officials said.",
    "40 people were killed and 60 injured when a train derailed, according to the state railway.",
    "The strike, one of the deadliest of the war, killed 40 people.",
    "40 people were killed in the flood, which forecasters had warned of.",
    "A possible arson attack has killed 40 people, police said.",
    "The minister called it a tragedy that 40 people were killed.",
    "Forty migrants died when their boat sank, the coast guard confirmed on Sunday.",
    "At least 40 killed in Tarn shelling, Kyiv says",
    "More than 40 people were arrested in raids targeting fake medicine.",
    "The airline would not say what went wrong; 40 passengers were killed.",
    "Firefighters could not reach the upper floors, where 40 people were trapped.",
    "40 people were injured in the crash and are expected to recover.",
    "Rescuers pulled bodies from the mud on Friday and the death toll reached 40.",
    "Officials warned of more storms after floods killed 40 people.",
    "The factory fire killed 40 workers, but the owner denied that exits had been locked.",
    "A bus crash in Tarn killed 40 people on Sunday, police said.",
    "The authorities said 40 people were killed but gave no cause.",
    "40 people were killed in an attack that the government called a terrorist act.",
    "The rebels, who deny any link, said 40 people were killed in shelling.",
    "The ministry denied a delay in the rescue, in which 40 people were saved and 40 people died.",
    "The mayor thanked rescuers after a fire that left 40 people dead.",
    "It is now certain that 40 people were killed, the coroner said.",
    "Police confirmed that 40 people had been killed and that no suspect was held.",
    "40 people were killed, making it the deadliest fire this city has known.",
    "With 40 people dead, the strike is among the deadliest of the war.",
    "Two ministers resigned after the roof collapse that left 40 people dead.",
    "40 people died when the ferry sank in a storm; none wore life jackets.",
    "In Hask, 40 people were killed; in Talva nobody was hurt.",
    "The governor did not attend the funeral of miners; 40 miners were killed on Friday.",
    "Tarn: 40 killed as train hits lorry",
    "The rescue service said it had freed all trapped workers and that 40 people were injured.",
    "Eyewitnesses said they feared for their lives as police arrested 40 people.",
    "The president would not say when troops would leave but confirmed 40 soldiers were killed.",
    "Forty people were arrested for posting false claims about the blast.",
)


@pytest.mark.parametrize("text", NOT_ASSERTED)
def test_a_figure_that_nobody_vouches_for_is_no_count(text):
    assert 40 not in [tally.count for tally in read_tallies(text)]


@pytest.mark.parametrize("text", ASSERTED)
def test_denials_of_something_else_take_no_figure_away(text):
    assert 40 in [tally.count for tally in read_tallies(text)]


def test_what_a_text_denies_counts_nowhere_in_it():
    text = (
        "40 killed in Hask, channel says\nThe clinic counted 12 dead. Police denied that 40 died."
    )
    figures = read_figures(text)
    assert [tally.count for tally in figures.asserted] == [12]
    assert figures.denied == {("killed", 40)}


@pytest.mark.parametrize(
    "second",
    ["The ministry denied the report.", "That is false, the mayor said.",
     "The figure could not be verified.", "Police called it fake news."],
)  # fmt: skip
def test_the_next_sentence_may_take_a_figure_back(second):
    assert read_tallies(f"Channels said 40 people were killed. {second}") == ()
    assert read_tallies("Channels said 40 people were killed. The mayor wept.")


def test_nobody_is_not_one():
    assert read_tallies("No one was injured, and nobody was killed.") == ()


def test_what_others_knew_stands_beside_what_they_denied():
    text = "The ministry denied that 40 people were killed and said 12 people were killed."
    assert [tally.count for tally in read_tallies(text)] == [12]
